package ki.testbed.rules;

import static ki.testbed.rules.Blame.OPERATOR;
import static ki.testbed.rules.Blame.SUBMISSION;
import static ki.testbed.rules.Blame.TESTBED;
import static ki.testbed.rules.Validity.INCONCLUSIVE;
import static ki.testbed.rules.Validity.INVALID_HARNESS;
import static ki.testbed.rules.Validity.INVALID_SUT;

import ki.testbed.protocol.Text;

/** Why a run's numbers may not be used: what happened, and whose turn it is. */
public enum ValidityReason {
  LAG_TOO_LARGE(
      INVALID_HARNESS, TESTBED, "Anfragen gingen zu spät hinaus.", "Requests left too late."),
  OVERLOAD(
      INVALID_HARNESS,
      TESTBED,
      "Anfragen wurden nicht gesendet, weil zu viele warteten.",
      "Requests were dropped, as too many were waiting."),
  ARRIVALS_DISTORTED(
      INVALID_HARNESS,
      TESTBED,
      "Es wurde nicht gesendet, was der Ankunftsplan vorsah.",
      "What was sent differs from the arrival schedule."),
  CALIBRATION_SLOW(
      INVALID_HARNESS,
      TESTBED,
      "Das Messprogramm selbst war zu langsam.",
      "The measuring program itself was too slow."),
  CALIBRATION_DRIFT(
      INVALID_HARNESS,
      TESTBED,
      "Das Messprogramm änderte seine Geschwindigkeit.",
      "The measuring program changed its speed."),
  CALIBRATION_CAPACITY(
      INVALID_HARNESS,
      TESTBED,
      "Das Messprogramm schafft kaum mehr als die geprüfte Rate.",
      "The measuring program can hardly offer more than the tested rate."),
  RUNNER_CPU(
      INVALID_HARNESS,
      TESTBED,
      "Das Messprogramm brauchte zu viel Rechenzeit.",
      "The measuring program used too much CPU time."),
  CPU_STEAL(
      INVALID_HARNESS,
      TESTBED,
      "Die Maschine gab Rechenzeit an andere ab.",
      "The machine gave CPU time to others."),
  FOREIGN_LOAD(
      INVALID_HARNESS,
      TESTBED,
      "Fremde Arbeit lief auf den Kernen der Messung.",
      "Foreign work ran on the cores of the measurement."),
  GC_PAUSE(
      INVALID_HARNESS,
      TESTBED,
      "Eine Speicherbereinigung hielt das Messprogramm an.",
      "A garbage collection stopped the measuring program."),
  JITTER(
      INVALID_HARNESS,
      TESTBED,
      "Das Messprogramm wurde zu lange nicht ausgeführt.",
      "The measuring program was not scheduled for too long."),
  CPUSET_MISSING(
      INVALID_HARNESS,
      OPERATOR,
      "Messprogramm und Dienst haben keine getrennten Kerne.",
      "Measuring program and service have no cores of their own."),
  CLOCK_UNSTABLE(
      INVALID_HARNESS,
      TESTBED,
      "Die Uhren der Maschine liefen auseinander.",
      "The clocks of the machine drifted apart."),
  FINGERPRINT_CHANGED(
      INVALID_HARNESS,
      TESTBED,
      "Die Umgebung änderte sich während der Messung.",
      "The environment changed while measuring."),
  RUNNER_TRANSPORT(
      INVALID_HARNESS,
      TESTBED,
      "Das Messprogramm sendete andere Bytes als geplant.",
      "The measuring program sent other bytes than planned."),
  SCORER_BEHIND(
      INVALID_HARNESS,
      TESTBED,
      "Zu viele Antworten blieben ungeprüft.",
      "Too many answers were left unchecked."),
  EVENTS_INCOMPLETE(
      INVALID_HARNESS,
      TESTBED,
      "Die Aufzeichnung ist unvollständig.",
      "The recording is incomplete."),
  RESULT_DIFFERS(
      INVALID_HARNESS,
      TESTBED,
      "Die Zahlen folgen nicht aus den Rohdaten.",
      "The numbers do not follow from the raw data."),
  RULE_NOT_OBSERVED(
      INVALID_HARNESS,
      TESTBED,
      "Eine Bedingung der Messung wurde nicht beobachtet.",
      "A condition of the measurement was not observed."),
  TOO_FEW_EXCHANGES(
      INCONCLUSIVE,
      OPERATOR,
      "Es gab zu wenige Anfragen für diese Kennzahl.",
      "There were too few requests for this figure."),
  TOO_FEW_INDEPENDENT(
      INCONCLUSIVE,
      OPERATOR,
      "Die Anfragen hängen zu stark voneinander ab.",
      "The requests depend on each other too much."),
  SAMPLES_UNEQUAL(
      INVALID_HARNESS,
      TESTBED,
      "Die Beispiele kamen nicht gleich oft vor.",
      "The samples were not used equally often."),
  LENGTH_CHANGED(
      INVALID_HARNESS,
      TESTBED,
      "Die Messung dauerte nicht so lange wie geplant.",
      "The measurement was not as long as planned."),
  TOO_MANY_FAILURES(
      INVALID_SUT, SUBMISSION, "Zu viele Anfragen schlugen fehl.", "Too many requests failed."),
  EXCHANGE_UNACCOUNTED(
      INVALID_HARNESS,
      TESTBED,
      "Nicht jede Anfrage hat genau einen Ausgang.",
      "Not every request has exactly one outcome."),
  QUALITY_LOWER_UNDER_LOAD(
      INVALID_SUT,
      SUBMISSION,
      "Unter Last waren die Antworten schlechter.",
      "Answers were worse under load."),
  CACHED_ANSWERS(
      INVALID_SUT,
      SUBMISSION,
      "Wiederholte Anfragen waren auffällig schnell.",
      "Repeated requests were suspiciously fast."),
  STREAM_DIFFERS(
      INVALID_SUT,
      SUBMISSION,
      "Der Antwortstrom passt nicht zur fertigen Antwort.",
      "The stream differs from the final answer."),
  OUTPUT_LENGTH_CHANGED(
      INVALID_SUT,
      SUBMISSION,
      "Die Antworten waren unter Last anders lang.",
      "Answers had another length under load."),
  NOT_DETERMINISTIC(
      INVALID_SUT,
      SUBMISSION,
      "Gleiche Anfragen gaben ungleiche Antworten.",
      "Equal requests gave unequal answers."),
  SEED_REUSED(
      INVALID_HARNESS,
      TESTBED,
      "Zwei Läufe hatten denselben Zufallsstartwert.",
      "Two runs had the same random seed."),
  QUEUE_GROWS(
      INVALID_SUT,
      SUBMISSION,
      "Der Dienst kam der Last nicht nach.",
      "The service did not keep up with the load."),
  NOT_STEADY(
      INVALID_SUT,
      SUBMISSION,
      "Der Dienst wurde während der Messung langsamer.",
      "The service became slower while measured."),
  WARMUP_TOO_SHORT(
      INCONCLUSIVE,
      OPERATOR,
      "Der Dienst wurde während der Messung noch schneller.",
      "The service was still becoming faster while measured."),
  SUT_OOM_KILLED(
      INVALID_SUT,
      SUBMISSION,
      "Ein Prozess des Dienstes wurde wegen Speichermangels beendet.",
      "A process of the service was killed for lack of memory."),
  SUT_THROTTLED(
      INVALID_SUT,
      SUBMISSION,
      "Der Dienst stieß an seine Grenze für Rechenzeit.",
      "The service hit its CPU limit.");

  private final Validity validity;
  private final Blame blame;
  private final Text text;

  ValidityReason(Validity validity, Blame blame, String de, String en) {
    this.validity = validity;
    this.blame = blame;
    this.text = new Text(de, en);
  }

  /** What a run becomes by this reason. */
  public Validity validity() {
    return validity;
  }

  /** Who has to act. */
  public Blame blame() {
    return blame;
  }

  /** What happened, in one sentence. */
  public Text text() {
    return text;
  }
}
