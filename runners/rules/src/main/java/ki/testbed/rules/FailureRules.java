package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.TOO_MANY_FAILURES;

import java.util.List;

/** E1: at most one exchange of a thousand fails; deliberate bad input is left out. */
final class FailureRules {
  private FailureRules() {}

  static List<RuleOutcome> check(RunView run) {
    long failures = run.timing().failures();
    long asked = run.timing().askedInGoodFaith();
    boolean few = failures * ValidityBounds.ONE_FAILURE_IN <= asked;
    String observed = failures + " of " + asked;
    return List.of(
        RuleOutcome.of(
            "E1", few, observed, "<= 1 in " + ValidityBounds.ONE_FAILURE_IN, TOO_MANY_FAILURES));
  }
}
