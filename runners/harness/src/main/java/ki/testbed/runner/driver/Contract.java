package ki.testbed.runner.driver;

import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;

/**
 * What a SUT can get wrong about its contract; ids are stable for ever. {@code %s} takes a detail
 * that is safe to show.
 */
public enum Contract {
  C201(
      Severity.ERROR,
      "Der Dienst meldet auf /v2/health/live nicht 200 (%s).",
      "The service does not answer 200 on /v2/health/live (%s).",
      "/v2/health/live mit 200 beantworten, sobald der Prozess läuft.",
      "Answer /v2/health/live with 200 as soon as the process runs."),
  C202(
      Severity.ERROR,
      "Der Dienst lebt, wurde aber nicht rechtzeitig bereit (%s).",
      "The service lives but was not ready in time (%s).",
      "startupTimeout erhöhen oder schneller laden; /v2/health/ready und /v2/models/{name}/ready müssen 200 liefern.",
      "Raise startupTimeout or load faster; /v2/health/ready and /v2/models/{name}/ready must answer 200."),
  C203(
      Severity.ERROR,
      "Die Beschreibung unter %s ist nicht lesbar.",
      "The description at %s is not readable.",
      "GET /v2 und GET /v2/models/{name} mit JSON nach dem Open Inference Protocol v2 beantworten.",
      "Answer GET /v2 and GET /v2/models/{name} with JSON as the Open Inference Protocol v2 defines it."),
  C204(
      Severity.ERROR,
      "Ein- oder Ausgaben passen nicht zur Aufgabe: %s.",
      "Inputs or outputs do not fit the task: %s.",
      "Name, Datentyp und Form der Tensoren mit der Aufgabe des Testplans abgleichen.",
      "Compare name, datatype and shape of the tensors with the task of the test plan."),
  C205(
      Severity.ERROR,
      "Der Datentyp von %s hat keine JSON-Form.",
      "The datatype of %s has no JSON form.",
      "FP32 statt FP16 oder BF16 anbieten.",
      "Offer FP32 instead of FP16 or BF16."),
  C206(
      Severity.ERROR,
      "Eine Anfrage mit gültigen Daten wurde nicht beantwortet: %s.",
      "A request with valid data was not answered: %s.",
      "Das Log des Dienstes ansehen; POST .../infer muss 200 mit JSON liefern.",
      "See the log of the service; POST .../infer must answer 200 with JSON."),
  C207(
      Severity.ERROR,
      "Die Antwort passt nicht zu ihrer Beschreibung.",
      "The answer does not fit its description.",
      "outputs mit Name, Datentyp, Form und so vielen Werten liefern, wie die Form sagt.",
      "Give outputs with name, datatype, shape and as many values as the shape says."),
  C208(
      Severity.ERROR,
      "Die Antwort trägt eine andere id als die Anfrage.",
      "The answer carries another id than the request.",
      "id unverändert zurückgeben.",
      "Return id unchanged."),
  C209(
      Severity.ERROR,
      "Gleichzeitige Anfragen bekamen vertauschte Antworten.",
      "Parallel requests got each other's answers.",
      "Zustand je Anfrage trennen, oder maxConcurrency auf 1 setzen.",
      "Keep state per request, or set maxConcurrency to 1."),
  C210(
      Severity.ERROR,
      "Die Antwort ist länger als erlaubt.",
      "The answer is longer than allowed.",
      "Kürzer antworten, oder die Grenze im Testplan erhöhen lassen.",
      "Answer shorter, or have the bound in the test plan raised."),
  C211(
      Severity.ERROR,
      "Die Antwort verletzt eine Grenze: %s.",
      "The answer breaks a bound: %s.",
      "HTTP/1.1 ohne Kompression und gültiges UTF-8-JSON ohne doppelte Schlüssel senden.",
      "Send HTTP/1.1 without compression and valid UTF-8 JSON without duplicate keys."),
  C212(
      Severity.ERROR,
      "Die Antwort ist kein Strom, oder er endet nicht mit [DONE]: %s.",
      "The answer is no stream, or it does not end in [DONE]: %s.",
      "Mit stream: true Ereignisse als data: {..} senden und mit data: [DONE] enden.",
      "With stream: true send events as data: {..} and end with data: [DONE]."),
  C213(
      Severity.ERROR,
      "Der Dienst nahm plötzlich keine Verbindung mehr an.",
      "The service suddenly took no connection any more.",
      "Das Log des Dienstes ansehen; er ist vermutlich abgestürzt.",
      "See the log of the service; it has probably crashed."),
  C220(
      Severity.WARNING,
      "Die Antwort hat keine id.",
      "The answer has no id.",
      "id der Anfrage zurückgeben; ohne sie bleiben vertauschte Antworten unbemerkt.",
      "Return the request's id; without it mixed-up answers go unnoticed."),
  C221(
      Severity.WARNING,
      "Eine Anfrage mit falscher Form wurde mit Erfolg beantwortet.",
      "A request with a wrong shape was answered with success.",
      "Eingaben prüfen und mit 400 ablehnen.",
      "Check inputs and refuse them with 400."),
  C222(
      Severity.WARNING,
      "Eine Anfrage mit falscher Form wurde nicht abgelehnt, sondern: %s.",
      "A request with a wrong shape was not refused but: %s.",
      "Eingaben prüfen und mit 400 ablehnen.",
      "Check inputs and refuse them with 400."),
  C223(
      Severity.WARNING,
      "Ein unbekanntes Modell wurde nicht mit 404 beantwortet, sondern: %s.",
      "An unknown model was not answered with 404 but: %s.",
      "Unbekannte Modelle mit 404 beantworten.",
      "Answer unknown models with 404."),
  C224(
      Severity.WARNING,
      "Eine Fehlerantwort hat keinen Text im Feld error.",
      "An error's answer has no string in its field error.",
      "Fehler als {\"error\": \"...\"} senden.",
      "Send errors as {\"error\": \"...\"}."),
  C225(
      Severity.WARNING,
      "Der Dienst schließt die Verbindung nach jeder Antwort.",
      "The service closes the connection after each answer.",
      "Verbindungen offen halten (keep-alive); sonst zählt der Verbindungsaufbau zur Latenz.",
      "Keep connections open (keep-alive); otherwise connecting counts as latency."),
  C226(
      Severity.WARNING,
      "Der Strom nennt keine Zahl der Token.",
      "The stream tells no number of tokens.",
      "Mit stream_options.include_usage ein letztes Ereignis mit usage senden.",
      "With stream_options.include_usage send a last event with usage."),
  C227(
      Severity.WARNING,
      "Der Dienst kennt nur Pfade mit Version.",
      "The service knows only paths with a version.",
      "Auch /v2/models/{name} ohne Version anbieten.",
      "Offer /v2/models/{name} without a version too."),
  C228(
      Severity.WARNING,
      "Auf einer Verbindung kamen Bytes ohne Anfrage.",
      "Bytes came on a connection without a request.",
      "Nach einer Antwort nichts mehr senden.",
      "Send nothing after an answer."),
  C229(
      Severity.WARNING,
      "Drei gleiche Anfragen bekamen verschiedene Antworten.",
      "Three equal requests got different answers.",
      "Nichts zu tun, wenn der Dienst Zufall benutzt; sonst die Ursache suchen.",
      "Nothing to do if the service uses chance; otherwise look for the cause."),
  C242(
      Severity.INFO,
      "In der Antwort fehlt model_name.",
      "The answer has no model_name.",
      "model_name mitsenden.",
      "Send model_name too."),
  C243(
      Severity.INFO,
      "Der Dienst kennt /v2/ statt /v2.",
      "The service knows /v2/ instead of /v2.",
      "Auch /v2 beantworten.",
      "Answer /v2 too.");

  private final Severity severity;
  private final Text message;
  private final Text nextStep;

  Contract(Severity severity, String de, String en, String nextDe, String nextEn) {
    this.severity = severity;
    this.message = new Text(de, en);
    this.nextStep = new Text(nextDe, nextEn);
  }

  /** What it means for the run. */
  public Severity severity() {
    return severity;
  }

  /** The finding without a detail. */
  public Finding finding() {
    return finding("");
  }

  /** The finding with a detail that reads the same in both languages. */
  public Finding finding(String detail) {
    String shown = Shown.text(detail);
    Text told = new Text(message.de().replace("%s", shown), message.en().replace("%s", shown));
    return new Finding(name(), severity, "", told, nextStep);
  }
}
