package ki.testbed.rules;

import static ki.testbed.rules.ValidityReason.SUT_OOM_KILLED;
import static ki.testbed.rules.ValidityReason.SUT_THROTTLED;

import java.util.List;

/** S3: the SUT had the memory and the processor it asked for. */
final class SutRules {
  private SutRules() {}

  static List<RuleOutcome> check(RunView run) {
    if (!run.calibrated()) {
      return List.of(RuleOutcome.notApplicable("S3", "NO_LATENCY", ""));
    }
    return List.of(oom(run.facts().sut()), throttled(run.facts().sut()));
  }

  private static RuleOutcome oom(SutFacts sut) {
    return switch (sut.oomKills()) {
      case Observed.Value kills ->
          RuleOutcome.of(
              "S3.oom",
              kills.value().equals(Decimal.ZERO),
              kills.value().toString(),
              "<= 0",
              SUT_OOM_KILLED);
      case Observed.Missing missing -> RuleOutcome.notObserved("S3.oom", missing.why(), "<= 0");
    };
  }

  private static RuleOutcome throttled(SutFacts sut) {
    String bound = "<= " + Shown.number(ValidityBounds.THROTTLED);
    return switch (sut.throttledShare()) {
      case Observed.Missing missing ->
          RuleOutcome.notObserved("S3.throttled", missing.why(), bound);
      case Observed.Value share when sut.throttlingDeclared() ->
          RuleOutcome.notApplicable("S3.throttled", share.value() + " (DECLARED)", bound);
      case Observed.Value share ->
          RuleOutcome.of(
              "S3.throttled",
              share.value().toDouble() <= ValidityBounds.THROTTLED,
              share.value().toString(),
              bound,
              SUT_THROTTLED);
    };
  }
}
