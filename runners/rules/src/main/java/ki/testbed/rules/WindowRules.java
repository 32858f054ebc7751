package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.LENGTH_CHANGED;
import static ki.testbed.rules.ValidityReason.SAMPLES_UNEQUAL;

import java.util.Arrays;
import java.util.List;

/** Q3, Q4: every sample is used equally often, and the window is as long as planned. */
final class WindowRules {
  private WindowRules() {}

  static List<RuleOutcome> check(RunView run) {
    return List.of(samples(run), length(run));
  }

  /** Also asked of accuracy runs, where it says that each sample came once. */
  private static RuleOutcome samples(RunView run) {
    int[] used = new int[run.askedSamples()];
    int unknown = 0;
    for (int i = 0; i < run.timing().rows(); i++) {
      int sample = run.timing().sample(i);
      if (run.timing().probe(i) != 0) {
        continue;
      }
      if (sample < 0 || sample >= used.length) {
        unknown++;
      } else {
        used[sample]++;
      }
    }
    var uses = Arrays.stream(used).summaryStatistics();
    boolean equal = used.length > 0 && unknown == 0 && uses.getMax() - uses.getMin() <= 1;
    String observed =
        used.length == 0
            ? "0 samples"
            : uses.getMin() + " to " + uses.getMax() + ", " + unknown + " unknown";
    return RuleOutcome.of("Q3", equal, observed, "within 1", SAMPLES_UNEQUAL);
  }

  private static RuleOutcome length(RunView run) {
    long planned = run.scenario().windowNs();
    String bound = "== " + Shown.ms(planned);
    if (!run.calibrated()) {
      return RuleOutcome.notApplicable("Q4", "NO_WINDOW", "");
    }
    return run.openLoop() ? announced(run, planned, bound) : lasted(run, planned, bound);
  }

  /** An open loop has the window that was announced, and no arrival outside it. */
  private static RuleOutcome announced(RunView run, long planned, String bound) {
    return run.facts()
        .recording()
        .schedule()
        .map(schedule -> schedule.windowNs())
        .map(window ->
            RuleOutcome.of(
                "Q4",
                window == planned && inside(run.timing(), planned),
                Shown.ms(window),
                bound,
                LENGTH_CHANGED))
        .orElseGet(() -> RuleOutcome.notObserved("Q4", "NO_SCHEDULE_EVENT", bound));
  }

  private static boolean inside(Timing timing, long window) {
    for (int i = 0; i < timing.rows(); i++) {
      if (timing.scheduled(i) < 0 || timing.scheduled(i) >= window) {
        return false;
      }
    }
    return true;
  }

  /**
   * A closed loop goes on until its window is over: the last exchange begins in it and, if it is
   * OK, it or one beside it in its group ends after it.
   */
  private static RuleOutcome lasted(RunView run, long planned, String bound) {
    Timing timing = run.timing();
    if (timing.rows() == 0) {
      return RuleOutcome.of("Q4", false, "0 exchanges", bound, LENGTH_CHANGED);
    }
    int last = timing.rows() - 1;
    int beside = Math.max(1, run.scenario().asked().group());
    long end = -1;
    boolean ok = true;
    for (int i = Math.max(0, timing.rows() - beside); i <= last; i++) {
      end = Math.max(end, timing.end(i));
      ok &= timing.ok(i);
    }
    boolean full = timing.picked(last) < planned && (!ok || end >= planned);
    return RuleOutcome.of(
        "Q4", full, Shown.ms(Math.max(0, end)), ">= " + Shown.ms(planned), LENGTH_CHANGED);
  }
}
