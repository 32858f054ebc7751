package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.RUNNER_TRANSPORT;
import static ki.testbed.rules.ValidityReason.SCORER_BEHIND;

import java.util.List;
import ki.testbed.protocol.Observations;

/**
 * H8, H9: the runner sent what it planned and looked at what it got. A SUT that breaks off or sends
 * hostile bytes makes the runner send less or reset; so less is allowed where exchanges failed, and
 * as many resets as failed exchanges. More is never allowed.
 */
final class TransportRules {
  private TransportRules() {}

  static List<RuleOutcome> check(RunView run) {
    long failures = run.timing().failures();
    return run.observations()
        .map(seen -> List.of(bytes(seen, failures), resets(seen, failures), unchecked(seen)))
        .orElseGet(() ->
            List.of(
                RuleOutcome.notObserved("H8", "NO_OBSERVATIONS", ""),
                RuleOutcome.notObserved("H9", "NO_OBSERVATIONS", "")));
  }

  private static RuleOutcome bytes(Observations seen, long failures) {
    boolean holds =
        seen.bytesWritten() == seen.bytesPlanned()
            || failures > 0 && seen.bytesWritten() < seen.bytesPlanned();
    return RuleOutcome.of(
        "H8.bytes",
        holds,
        seen.bytesWritten() + " By",
        "== " + seen.bytesPlanned() + " By",
        RUNNER_TRANSPORT);
  }

  private static RuleOutcome resets(Observations seen, long failures) {
    boolean holds = seen.resetsByRunner() <= failures;
    return RuleOutcome.of(
        "H8.resets",
        holds,
        Integer.toString(seen.resetsByRunner()),
        "<= " + failures,
        RUNNER_TRANSPORT);
  }

  private static RuleOutcome unchecked(Observations seen) {
    double share = seen.bodies() > 0 ? (double) seen.bodiesUnchecked() / seen.bodies() : 0;
    String bound = "<= " + Shown.number(ValidityBounds.UNCHECKED);
    return RuleOutcome.of(
        "H9", share <= ValidityBounds.UNCHECKED, Shown.number(share), bound, SCORER_BEHIND);
  }
}
