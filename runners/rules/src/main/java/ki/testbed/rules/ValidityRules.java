package ki.testbed.rules;

import java.util.List;
import java.util.function.Function;

/**
 * Rule set {@code validity-1}: every rule, in the order in which people read them. A rule that says
 * nothing about a run, or of which nothing was observed, is listed as such. In a FORMAL run a rule
 * on the testbed itself (H) that was not observed spoils the run: full conditions cannot be claimed
 * for what nobody looked at.
 */
final class ValidityRules {
  private static final List<Function<RunView, List<RuleOutcome>>> ALL =
      List.of(
          LagRules::check,
          ArrivalRules::check,
          CalibrationRules::check,
          RunnerLoadRules::check,
          EnvironmentRules::check,
          TransportRules::check,
          RecordingRules::check,
          PercentileRules::check,
          WindowRules::check,
          FailureRules::check,
          HonestyRules::check,
          SteadinessRules::check,
          SutRules::check);

  private ValidityRules() {}

  static List<RuleOutcome> check(RunView run) {
    return ALL.stream()
        .flatMap(rules -> rules.apply(run).stream())
        .map(outcome -> strict(run, outcome))
        .toList();
  }

  static Validity validity(List<RuleOutcome> rules) {
    return Validity.gravest(
        rules.stream()
            .flatMap(rule -> rule.reason().stream())
            .map(ValidityReason::validity)
            .toList());
  }

  private static RuleOutcome strict(RunView run, RuleOutcome outcome) {
    boolean spoils =
        run.formal() && outcome.holds() == Holds.NOT_OBSERVED && outcome.id().startsWith("H");
    return spoils ? outcome.because(ValidityReason.RULE_NOT_OBSERVED) : outcome;
  }
}
