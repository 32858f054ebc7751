package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.CLOCK_UNSTABLE;
import static ki.testbed.rules.ValidityReason.FINGERPRINT_CHANGED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import ki.testbed.protocol.Observations;

/** H6, H7: time and environment stayed what they were. */
final class EnvironmentRules {
  private EnvironmentRules() {}

  static List<RuleOutcome> check(RunView run) {
    return run.observations()
        .map(seen -> List.of(ratio(seen), step(seen), fingerprint(run)))
        .orElseGet(
            () -> List.of(RuleOutcome.notObserved("H6", "NO_OBSERVATIONS", ""), fingerprint(run)));
  }

  /**
   * In a short span the few microseconds between two looks at two clocks would count, so there the
   * bound is a time.
   */
  private static RuleOutcome ratio(Observations seen) {
    double deviation = Math.abs(seen.clockRatio() - 1);
    double bound =
        Math.max(
            ValidityBounds.CLOCK_RATIO,
            ValidityBounds.CLOCK_DEVIATION / Math.max(1.0, seen.spanNs()));
    return RuleOutcome.of(
        "H6.ratio",
        deviation <= bound,
        Shown.number(deviation),
        "<= " + Shown.number(bound),
        CLOCK_UNSTABLE);
  }

  private static RuleOutcome step(Observations seen) {
    boolean none = seen.clockStepNs() < ValidityBounds.CLOCK_STEP;
    return RuleOutcome.of(
        "H6.step",
        none,
        Shown.ms(seen.clockStepNs()),
        "< " + Shown.ms(ValidityBounds.CLOCK_STEP),
        CLOCK_UNSTABLE);
  }

  private static RuleOutcome fingerprint(RunView run) {
    Map<String, String> before = run.facts().harness().fingerprint();
    Optional<Map<String, String>> after = run.facts().harness().fingerprintAfter();
    return after
        .map(map ->
            RuleOutcome.of(
                "H7",
                map.equals(before),
                differences(before, map),
                "UNCHANGED",
                FINGERPRINT_CHANGED))
        .orElseGet(() -> RuleOutcome.notObserved("H7", "NOT_READ_AGAIN", "UNCHANGED"));
  }

  private static String differences(Map<String, String> before, Map<String, String> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
    return names.isEmpty() ? "UNCHANGED" : String.join(", ", names);
  }
}
