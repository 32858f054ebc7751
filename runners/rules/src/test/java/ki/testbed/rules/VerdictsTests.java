package ki.testbed.rules;

import static ki.testbed.rules.ExampleRun.MS;
import static ki.testbed.rules.VerdictValue.INCONCLUSIVE;
import static ki.testbed.rules.VerdictValue.MET;
import static ki.testbed.rules.VerdictValue.NOT_EVALUATED;
import static ki.testbed.rules.VerdictValue.NOT_MET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTests {
  private static final String ACCURACY = "accuracy@1";

  /** 1309 of 1361 = 0.961793, Clopper-Pearson at 0.95: 0.952102 to 0.969956. */
  @ParameterizedTest
  @CsvSource({"0.95,MET,0.952102", "0.96,INCONCLUSIVE,0.952102", "0.975,NOT_MET,0.969956"})
  void theExampleOfTheLabel(String threshold, VerdictValue expected, double deciding) {
    ExampleRun run = ExampleRun.accuracy(1361, 1309).asks(ACCURACY, ">=", threshold, "0.95");
    Verdict verdict = Verdicts.judge(run.criteria.getFirst(), Optional.of(run.result()));
    assertThat(verdict.value()).isEqualTo(expected);
    assertThat(verdict.decidingBound().orElseThrow().toDouble()).isEqualTo(deciding, within(5e-7));
    assertThat(verdict.distance().orElseThrow().toDouble())
        .isEqualTo(deciding - Double.parseDouble(threshold), within(5e-7));
    assertThat(verdict.measurement().orElseThrow().n()).isEqualTo(1361);
    assertThat(verdict.ruleSetVersion()).isEqualTo("validity-1");
  }

  @Test
  void theReasonIsASentenceInBothLanguages() {
    ExampleRun run =
        ExampleRun.accuracy(1361, 1309)
            .asks(ACCURACY, ">=", "0.95", "0.95")
            .asks(ACCURACY, ">=", "0.975", "0.95");
    Text met = Verdicts.judge(run.criteria.get(0), Optional.of(run.result())).reason();
    assertThat(met.en()).isEqualTo("The lower bound 0.952102 is at least 0.95.");
    assertThat(met.de()).isEqualTo("Die untere Schranke 0,952102 ist mindestens 0,95.");
    assertThat(Verdicts.judge(run.criteria.get(1), Optional.of(run.result())).reason().en())
        .isEqualTo("Not even the upper bound 0.969956 is at least 0.975.");
  }

  /** Value 4, bounds 3 and 5: every operator below, at and above each bound. */
  @ParameterizedTest
  @CsvSource({
    ">=,3,MET", ">=,3.1,INCONCLUSIVE", ">=,5,INCONCLUSIVE", ">=,5.1,NOT_MET",
    ">,2.9,MET", ">,3,INCONCLUSIVE", ">,4.9,INCONCLUSIVE", ">,5,NOT_MET",
    "<=,5,MET", "<=,4.9,INCONCLUSIVE", "<=,3,INCONCLUSIVE", "<=,2.9,NOT_MET",
    "<,5.1,MET", "<,5,INCONCLUSIVE", "<,3.1,INCONCLUSIVE", "<,3,NOT_MET"
  })
  void guardedComparesTheBoundOnTheUnfavourableSide(
      String operator, String threshold, VerdictValue expected) {
    assertThat(judge(operator, threshold, DecisionRule.GUARDED, bounded("3", "5")).value())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    ">=,4,MET",
    ">=,4.1,NOT_MET",
    ">,3.9,MET",
    ">,4,NOT_MET",
    "<=,4,MET",
    "<=,3.9,NOT_MET",
    "<,4.1,MET",
    "<,4,NOT_MET",
    "==,4,MET",
    "==,4.1,NOT_MET"
  })
  void simpleComparesTheValue(String operator, String threshold, VerdictValue expected) {
    assertThat(judge(operator, threshold, DecisionRule.SIMPLE, bounded("3", "5")).value())
        .isEqualTo(expected);
  }

  @Test
  void aReadingWithoutBoundsServesOnlySimple() {
    Measurement reading = measurement("4", Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(judge("<=", "5", DecisionRule.SIMPLE, reading).value()).isEqualTo(MET);
    assertThat(judge("<=", "5", DecisionRule.GUARDED, reading).value()).isEqualTo(NOT_EVALUATED);
  }

  @Test
  void boundsOfAnotherConfidenceDoNotServe() {
    Measurement other = measurement("4", Optional.of("3"), Optional.of("5"), Optional.of("0.9"));
    assertThat(judge("<=", "50", DecisionRule.GUARDED, other).value()).isEqualTo(NOT_EVALUATED);
    assertThat(judge("<=", "50", DecisionRule.SIMPLE, other).value()).isEqualTo(MET);
  }

  @Test
  void infiniteLatencyComparesAsSuch() {
    assertThat(judge("<=", "50", DecisionRule.GUARDED, bounded("60", "Infinity")).value())
        .isEqualTo(NOT_MET);
    assertThat(judge("<=", "50", DecisionRule.GUARDED, bounded("40", "Infinity")).value())
        .isEqualTo(INCONCLUSIVE);
    Verdict infinite =
        judge(
            "<=",
            "50",
            DecisionRule.SIMPLE,
            measurement("Infinity", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(infinite.value()).isEqualTo(NOT_MET);
    assertThat(infinite.distance()).isEmpty();
    assertThat(infinite.reason().en()).isEqualTo("The value infinity is not at most 50 ms.");
  }

  @Test
  void nothingIsRounded() {
    assertThat(
            judge(
                    ">=",
                    "3.0000000000000000000000000000000000000001",
                    DecisionRule.GUARDED,
                    bounded("3", "5"))
                .value())
        .isEqualTo(INCONCLUSIVE);
  }

  @Test
  void anotherUnitIsNotCompared() {
    Criterion seconds = criterion("<=", "5", DecisionRule.SIMPLE, "s");
    assertThat(
            Verdicts.judge(
                    seconds, Optional.of(result(Validity.VALID, List.of(), bounded("3", "5"))))
                .value())
        .isEqualTo(NOT_EVALUATED);
  }

  @Test
  void validityComesFirst() {
    Measurement good = bounded("3", "5");
    assertThat(judge(Validity.VALID, good)).extracting(Verdict::value).isEqualTo(MET);
    Verdict harness = judge(Validity.INVALID_HARNESS, good);
    assertThat(harness.value()).isEqualTo(NOT_EVALUATED);
    assertThat(harness.measurement()).isEmpty();
    Verdict sut = judge(Validity.INVALID_SUT, good);
    assertThat(sut.value()).isEqualTo(NOT_MET);
    assertThat(sut.measurement()).isEmpty();
    assertThat(sut.decidingBound()).isEmpty();
    assertThat(sut.reason().en()).isEqualTo("Too many requests failed.");
    assertThat(judge(Validity.INCONCLUSIVE, good).value()).isEqualTo(INCONCLUSIVE);
  }

  @Test
  void aRunThatBrokeOrIsMissingIsNotEvaluated() {
    Criterion criterion = criterion("<=", "50", DecisionRule.GUARDED, "ms");
    var why = new Text("Der Dienst endete.", "The service ended.");
    assertThat(Verdicts.judge(criterion, new RunEnd.Broken(why)))
        .extracting(Verdict::value, Verdict::reason)
        .containsExactly(NOT_EVALUATED, why);
    assertThat(Verdicts.judge(criterion, Optional.empty()).value()).isEqualTo(NOT_EVALUATED);
  }

  @Test
  void previewsAreMarked() {
    ExampleRun run = ExampleRun.server().asks("latency_p99@1", "<=", "50");
    assertThat(Verdicts.judge(run.criteria.getFirst(), Optional.of(run.result())).preview())
        .isTrue();
    run = ExampleRun.accuracy(100, 90).asks(ACCURACY, ">=", "0.5");
    run.grade = Grade.FORMAL;
    Verdict formal = Verdicts.judge(run.criteria.getFirst(), Optional.of(run.result()));
    assertThat(formal.preview()).isFalse();
    assertThat(formal.asPreview().preview()).isTrue();
  }

  /** All 64 combinations of verdicts over three runs, two needed. */
  @Test
  void repeatsAreCombined() {
    List<VerdictValue> values = List.of(VerdictValue.values());
    int combinations = 0;
    for (VerdictValue a : values) {
      for (VerdictValue b : values) {
        for (VerdictValue c : values) {
          List<VerdictValue> three = List.of(a, b, c);
          assertThat(judgeAll(three).value()).as(three.toString()).isEqualTo(expected(three));
          combinations++;
        }
      }
    }
    assertThat(combinations).isEqualTo(64);
  }

  private static VerdictValue expected(List<VerdictValue> three) {
    long met = three.stream().filter(v -> v == MET).count();
    long not = three.stream().filter(v -> v == NOT_MET).count();
    if (met >= 2) {
      return MET;
    }
    if (not >= 2) {
      return NOT_MET;
    }
    return three.contains(NOT_EVALUATED) ? NOT_EVALUATED : INCONCLUSIVE;
  }

  @Test
  void missingRepeatsKeepTheVerdictOpen() {
    assertThat(judgeAll(List.of()).value()).isEqualTo(NOT_EVALUATED);
    assertThat(judgeAll(List.of(MET)).value()).isEqualTo(NOT_EVALUATED);
    assertThat(judgeAll(List.of(MET, MET)).value()).isEqualTo(MET);
    assertThat(judgeAll(List.of(NOT_MET, NOT_MET)).value()).isEqualTo(NOT_MET);
    assertThat(judgeAll(List.of(MET, MET)).reason().en())
        .isEqualTo("2 of 3 runs: MET; 2 are needed.");
    assertThatThrownBy(() -> judgeAll(List.of(MET, MET, MET, MET)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void howManyMoreAreNeededIsEstimated() {
    ExampleRun run = ExampleRun.accuracy(1361, 1309).asks(ACCURACY, ">=", "0.96", "0.95");
    long more =
        Verdicts.judge(run.criteria.getFirst(), Optional.of(run.result()))
            .moreNeeded()
            .orElseThrow();
    long n = 1361 + more;
    assertThat(lower(n)).isGreaterThanOrEqualTo(0.96);
    assertThat(lower(n - 1)).isLessThan(0.96);
    assertThat(judge("<=", "4.5", DecisionRule.GUARDED, bounded("3", "5")).moreNeeded())
        .isEqualTo(OptionalLong.of(3000)); // (1/0.5)^2 x 1000
    assertThat(judge("<=", "4", DecisionRule.GUARDED, bounded("3", "5")).moreNeeded()).isEmpty();
    assertThat(judge("<=", "50", DecisionRule.GUARDED, bounded("3", "Infinity")).moreNeeded())
        .isEmpty();
  }

  private static double lower(long n) {
    return ki.testbed.rules.statistics.Proportion.clopperPearson(
            Math.round(1309.0 / 1361 * n), n, 0.95)
        .lower();
  }

  @Test
  void aPercentileTellsHowManyExchangesItLacks() {
    ExampleRun few = ExampleRun.server(60, 10, _ -> 5 * MS).asks("latency_p99@1", "<=", "50");
    Verdict verdict = Verdicts.judge(few.criteria.getFirst(), Optional.of(few.result()));
    assertThat(verdict.value()).isEqualTo(INCONCLUSIVE);
    assertThat(verdict.moreNeeded()).isEqualTo(OptionalLong.of(400));
    assertThat(verdict.measurement()).isEmpty();
  }

  @Test
  void aServerThatFailsTooOftenIsNotMetWithoutANumber() {
    ExampleRun run =
        ExampleRun.server()
            .asks("latency_p99@1", "<=", "50")
            .fails(1, Outcome.HTTP_5XX)
            .fails(2, Outcome.HTTP_5XX);
    Verdict verdict = Verdicts.judge(run.criteria.getFirst(), Optional.of(run.result()));
    assertThat(verdict.value()).isEqualTo(NOT_MET);
    assertThat(verdict.measurement()).isEmpty();
  }

  private static Verdict judge(
      String operator, String threshold, DecisionRule rule, Measurement measurement) {
    return Verdicts.judge(
        criterion(operator, threshold, rule, "ms"),
        Optional.of(result(Validity.VALID, List.of(), measurement)));
  }

  private static Verdict judge(Validity validity, Measurement measurement) {
    ValidityReason reason =
        switch (validity) {
          case INVALID_SUT -> ValidityReason.TOO_MANY_FAILURES;
          case INCONCLUSIVE -> ValidityReason.TOO_FEW_EXCHANGES;
          case INVALID_HARNESS, VALID -> ValidityReason.OVERLOAD;
        };
    List<RuleOutcome> rules =
        validity == Validity.VALID
            ? List.of()
            : List.of(RuleOutcome.of("X", false, "", "", reason));
    return Verdicts.judge(
        criterion("<=", "50", DecisionRule.GUARDED, "ms"),
        Optional.of(result(validity, rules, measurement)));
  }

  /** Runs that give these verdicts for "at most 4.5 ms", two of three. */
  private static Verdict judgeAll(List<VerdictValue> values) {
    Criterion once = criterion("<=", "4.5", DecisionRule.GUARDED, "ms");
    Criterion twice =
        new Criterion(
            once.id(),
            once.scenario(),
            once.metric(),
            once.operator(),
            once.value(),
            once.unit(),
            once.rule(),
            once.confidence(),
            new Repeats(3, 2),
            once.justification(),
            once.indicators(),
            true);
    List<RunEnd> ends = new ArrayList<>();
    for (VerdictValue value : values) {
      ends.add(
          switch (value) {
            case MET -> new RunEnd.Measured(result(Validity.VALID, List.of(), bounded("3", "4.5")));
            case NOT_MET ->
                new RunEnd.Measured(result(Validity.VALID, List.of(), bounded("4.6", "5")));
            case INCONCLUSIVE ->
                new RunEnd.Measured(result(Validity.VALID, List.of(), bounded("3", "5")));
            case NOT_EVALUATED -> new RunEnd.Pending();
          });
    }
    return Verdicts.judgeAll(twice, ends);
  }

  private static Measurement bounded(String lower, String upper) {
    return measurement("4", Optional.of(lower), Optional.of(upper), Optional.of("0.99"));
  }

  private static Measurement measurement(
      String value, Optional<String> lower, Optional<String> upper, Optional<String> confidence) {
    return new Measurement(
        "latency_p99@1",
        Decimal.parse(value),
        "ms",
        1000,
        OptionalLong.empty(),
        Optional.empty(),
        lower.map(Decimal::parse),
        upper.map(Decimal::parse),
        confidence.map(Decimal::parse),
        "quantile/1",
        Optional.empty());
  }

  private static Criterion criterion(
      String operator, String threshold, DecisionRule rule, String unit) {
    return new Criterion(
        "c",
        "srv",
        "latency_p99@1",
        Operator.parse(operator),
        Decimal.parse(threshold),
        unit,
        rule,
        Decimal.parse("0.99"),
        Repeats.ONCE,
        "a reason of twenty characters",
        List.of(),
        true);
  }

  private static RunResult result(
      Validity validity, List<RuleOutcome> rules, Measurement measurement) {
    RunResult example = ExampleRun.server().result();
    return new RunResult(
        example.run(),
        example.attempt(),
        example.scenario(),
        example.kind(),
        Grade.FORMAL,
        example.isolation(),
        validity,
        example.ruleSet(),
        rules,
        List.of(measurement),
        List.of(),
        example.conformance(),
        example.calibrations(),
        example.fingerprint(),
        example.scheduleSha256(),
        example.seedCommit());
  }
}
