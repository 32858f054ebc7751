package ki.testbed.rules;

import static ki.testbed.rules.ExampleRun.MS;
import static ki.testbed.rules.ExampleRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule alone, just inside and just outside its bound; L is 50 ms throughout. */
class ValidityRulesTests {
  private static final String P99 = "latency_p99@1";

  static Stream<Arguments> justInsideAndJustOutside() {
    return Stream.of(
        preview(
            "H1.p50", ValidityReason.LAG_TOO_LARGE, lag(0, 1500, 500_000), lag(0, 1500, 500_001)),
        preview(
            "H1.p99", ValidityReason.LAG_TOO_LARGE, lag(0, 16, 2_500_000), lag(0, 16, 2_500_001)),
        preview("H1.max", ValidityReason.LAG_TOO_LARGE, lag(7, 1, 50 * MS), lag(7, 1, 50 * MS + 1)),
        formal("H1.p50", ValidityReason.LAG_TOO_LARGE, lag(0, 1500, 50_000), lag(0, 1500, 50_001)),
        formal("H1.p99", ValidityReason.LAG_TOO_LARGE, lag(0, 16, MS), lag(0, 16, MS + 1)),
        formal("H1.over1ms", ValidityReason.LAG_TOO_LARGE, lag(0, 1, 2 * MS), lag(0, 2, 2 * MS)),
        preview("H2", ValidityReason.OVERLOAD, run -> {}, run -> run.fails(3, Outcome.DROPPED)),
        preview("H3.total", ValidityReason.ARRIVALS_DISTORTED, arrivals(1), arrivals(2)),
        preview("H3.intervals", ValidityReason.ARRIVALS_DISTORTED, late(3), late(4)),
        preview(
            "H4.p99",
            ValidityReason.CALIBRATION_SLOW,
            nullServer(50_000, 25 * MS, 9000),
            nullServer(50_000, 25 * MS + 1, 9000)),
        formal(
            "H4.p99",
            ValidityReason.CALIBRATION_SLOW,
            nullServer(50_000, 5 * MS, 9000),
            nullServer(50_000, 5 * MS + 1, 9000)),
        preview(
            "H4.drift",
            ValidityReason.CALIBRATION_DRIFT,
            nullServer(75_000, MS, 9000),
            nullServer(75_001, MS, 9000)),
        formal(
            "H4.drift",
            ValidityReason.CALIBRATION_DRIFT,
            nullServer(45_000, MS, 9000),
            nullServer(44_999, MS, 9000)),
        preview(
            "H4.capacity",
            ValidityReason.CALIBRATION_CAPACITY,
            nullServer(50_000, MS, 60),
            nullServer(50_000, MS, 59.9)),
        formal(
            "H4.capacity",
            ValidityReason.CALIBRATION_CAPACITY,
            nullServer(50_000, MS, 100),
            nullServer(50_000, MS, 99.9)),
        preview(
            "H5.cpu",
            ValidityReason.RUNNER_CPU,
            sees(s -> s.cpu(58_999_999_999L)),
            sees(s -> s.cpu(59 * SECOND))),
        formal(
            "H5.cpu",
            ValidityReason.RUNNER_CPU,
            sees(s -> s.cpu(43_999_999_999L)),
            sees(s -> s.cpu(44 * SECOND))),
        preview(
            "H5.steal",
            ValidityReason.CPU_STEAL,
            sees(s -> s.steal(0.0999)),
            sees(s -> s.steal(0.1))),
        formal(
            "H5.steal",
            ValidityReason.CPU_STEAL,
            sees(s -> s.steal(0.00999)),
            sees(s -> s.steal(0.01))),
        preview(
            "H5.gc",
            ValidityReason.GC_PAUSE,
            sees(s -> s.pauses(5 * MS - 1, 0)),
            sees(s -> s.pauses(5 * MS, 0))),
        preview(
            "H5.jitter",
            ValidityReason.JITTER,
            sees(s -> s.pauses(0, 50 * MS - 1)),
            sees(s -> s.pauses(0, 50 * MS))),
        formal(
            "H5.jitter",
            ValidityReason.JITTER,
            sees(s -> s.pauses(0, 25 * MS - 1)),
            sees(s -> s.pauses(0, 25 * MS))),
        formal("H5.cpuset", ValidityReason.CPUSET_MISSING, run -> {}, run -> run.disjoint = false),
        preview(
            "H6.ratio",
            ValidityReason.CLOCK_UNSTABLE,
            sees(s -> s.clock(1.0000999, 0)),
            sees(s -> s.clock(0.9998, 0))),
        preview(
            "H6.step",
            ValidityReason.CLOCK_UNSTABLE,
            sees(s -> s.clock(1, 49 * MS)),
            sees(s -> s.clock(1, 50 * MS))),
        preview(
            "H7",
            ValidityReason.FINGERPRINT_CHANGED,
            run -> {},
            run -> run.fingerprintAfter = Optional.of(Map.of("kernel", "6.2"))),
        preview(
            "H8.bytes",
            ValidityReason.RUNNER_TRANSPORT,
            run -> {},
            sees(s -> s.transport(149_999, 0, 0))),
        preview(
            "H8.resets",
            ValidityReason.RUNNER_TRANSPORT,
            run -> {},
            sees(s -> s.transport(150_000, 1, 0))),
        preview(
            "H9",
            ValidityReason.SCORER_BEHIND,
            sees(s -> s.transport(150_000, 0, 15)),
            sees(s -> s.transport(150_000, 0, 16))),
        preview(
            "H10.events", ValidityReason.EVENTS_INCOMPLETE, run -> {}, run -> run.complete = false),
        preview(
            "H10.commit",
            ValidityReason.EVENTS_INCOMPLETE,
            run -> {},
            run ->
                run.schedule =
                    f ->
                        new Event.ScheduleFixed(
                            f.arrivals(), f.windowNs(), f.sha256(), ExampleRun.RAW)),
        preview(
            "H10.schedule",
            ValidityReason.EVENTS_INCOMPLETE,
            run -> {},
            run ->
                run.schedule =
                    f ->
                        new Event.ScheduleFixed(
                            f.arrivals(), f.windowNs(), ExampleRun.RAW, f.commit())),
        preview("Q3", ValidityReason.SAMPLES_UNEQUAL, run -> {}, sample(0, 1)),
        preview(
            "Q4",
            ValidityReason.LENGTH_CHANGED,
            run -> {},
            run -> run.rows.scheduled()[1499] = 30 * SECOND),
        preview("E1", ValidityReason.TOO_MANY_FAILURES, fail(1), fail(2)),
        preview(
            "E2", ValidityReason.EXCHANGE_UNACCOUNTED, run -> {}, run -> run.rows.index()[5] = 4),
        preview("S1.latency", ValidityReason.QUEUE_GROWS, growing(0.0014), growing(0.02)),
        preview("S2", ValidityReason.NOT_STEADY, growing(0.002), growing(0.02)),
        preview("S2", ValidityReason.WARMUP_TOO_SHORT, growing(-0.001), growing(-0.003)),
        preview("S3.oom", ValidityReason.SUT_OOM_KILLED, sut("0", "0"), sut("1", "0")),
        preview(
            "S3.throttled", ValidityReason.SUT_THROTTLED, sut("0", "0.01"), sut("0", "0.0101")));
  }

  @ParameterizedTest
  @MethodSource("justInsideAndJustOutside")
  void aRuleHoldsInsideItsBoundAndBreaksOutside(
      String id,
      Grade grade,
      ValidityReason reason,
      Consumer<ExampleRun> inside,
      Consumer<ExampleRun> outside) {
    RuleOutcome kept = outcome(id, grade, inside);
    assertThat(kept.holds()).as(kept.toString()).isEqualTo(Holds.YES);
    RuleOutcome broken = outcome(id, grade, outside);
    assertThat(broken.holds()).as(broken.toString()).isEqualTo(Holds.NO);
    assertThat(broken.reason()).contains(reason);
    ExampleRun run = example(grade);
    outside.accept(run);
    assertThat(run.result().validity()).isLessThanOrEqualTo(reason.validity());
  }

  @Test
  void theInFlightOfAGrowingQueueGrows() {
    ExampleRun run = ExampleRun.server(50, 30, i -> 5 * MS + i * MS);
    run.asks(P99, "<=", "5000");
    assertThat(run.rule("S1.inflight").holds()).isEqualTo(Holds.NO);
    assertThat(run.result().reasons()).contains(ValidityReason.QUEUE_GROWS);
  }

  @Test
  void aPercentileThatACriterionAsksForNeedsItsExchanges() {
    assertThat(asking(1000).rule("Q1.p99").holds()).isEqualTo(Holds.YES);
    ExampleRun few = asking(999);
    assertThat(few.rule("Q1.p99").reason()).contains(ValidityReason.TOO_FEW_EXCHANGES);
    assertThat(few.result().validity()).isEqualTo(Validity.INCONCLUSIVE);
    assertThat(few.result().whyAbsent(P99)).isPresent();
    assertThat(few.result().measurement("latency_p90@1")).isPresent();
  }

  @Test
  void aPercentileThatACriterionAsksForNeedsThemIndependent() {
    ExampleRun clumped = ExampleRun.server(50, 30, i -> i % 500 < 25 ? 40 * MS : 5 * MS);
    assertThat(clumped.rule("Q2.p99").holds()).isEqualTo(Holds.NOT_APPLICABLE);
    assertThat(clumped.rule("Q2.p99").observed()).contains("NOT_ASKED");
    assertThat(clumped.result().validity()).isEqualTo(Validity.VALID);
    clumped.asks(P99, "<=", "50");
    assertThat(clumped.rule("Q2.p99").reason()).contains(ValidityReason.TOO_FEW_INDEPENDENT);
    assertThat(clumped.result().validity()).isEqualTo(Validity.INCONCLUSIVE);
    assertThat(clumped.result().measurement(P99).orElseThrow().nEff()).isPresent();
  }

  @Test
  void whatWasNotObservedNeverHolds() {
    ExampleRun run = example(Grade.PREVIEW);
    run.observations = Optional.empty();
    run.calibrations = List.of();
    run.fingerprintAfter = Optional.empty();
    run.announced = false;
    run.sut = new SutFacts(missing(), missing(), missing(), missing(), missing(), false);
    RunResult result = run.result();
    assertThat(result.rules())
        .filteredOn(rule -> rule.holds() == Holds.NOT_OBSERVED)
        .extracting(RuleOutcome::id)
        .containsExactly(
            "H3.total",
            "H4",
            "H5",
            "H6",
            "H7",
            "H8",
            "H9",
            "H10.commit",
            "H10.schedule",
            "Q4",
            "S3.oom",
            "S3.throttled");
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    run.grade = Grade.FORMAL;
    assertThat(run.result().reasons()).containsExactly(ValidityReason.RULE_NOT_OBSERVED);
  }

  @Test
  void aHostileServerDoesNotBecomeOurFault() {
    ExampleRun run = example(Grade.PREVIEW);
    run.fails(1, Outcome.TOO_LARGE).fails(2, Outcome.RESET);
    run.sees(seen -> seen.transport(149_900, 2, 0));
    assertThat(run.result().validity()).isEqualTo(Validity.INVALID_SUT);
    run.sees(seen -> seen.transport(150_100, 2, 0));
    assertThat(run.result().reasons()).containsExactly(ValidityReason.RUNNER_TRANSPORT);
  }

  @Test
  void throttlingThatWasDeclaredIsNoFault() {
    ExampleRun run = example(Grade.PREVIEW);
    run.sut =
        new SutFacts(
            missing(), missing(), missing(), ExampleRun.value("0.4"), ExampleRun.value("0"), true);
    assertThat(run.rule("S3.throttled").holds()).isEqualTo(Holds.NOT_APPLICABLE);
    assertThat(run.rule("S3.throttled").observed()).contains("0.4");
  }

  @Test
  void withoutALimitTheScaleIsTheOwnP99ButAtLeastAMillisecond() {
    assertThat(RunView.of(ExampleRun.server(50, 30, _ -> 8 * MS).facts()).limitNs())
        .isEqualTo(8 * MS);
    assertThat(RunView.of(ExampleRun.server(50, 30, _ -> MS / 10).facts()).limitNs()).isEqualTo(MS);
    assertThat(RunView.of(example(Grade.PREVIEW).asks(P99, "<", "20").facts()).limitNs())
        .isEqualTo(20 * MS);
    assertThat(RunView.of(ExampleRun.server().asks(P99, ">=", "20").facts()).limitNs())
        .isLessThan(7 * MS);
  }

  @Test
  void aClosedLoopHasNoArrivalsToDistort() {
    RunResult result = ExampleRun.single().result();
    assertThat(result.rules())
        .filteredOn(rule -> List.of("H1", "H2", "H3", "H10.schedule").contains(rule.id()))
        .hasSize(4)
        .allMatch(rule -> rule.holds() == Holds.NOT_APPLICABLE);
  }

  @Test
  void aClosedLoopThatStopsEarlyIsTooShort() {
    ExampleRun run = ExampleRun.single();
    run.rows.lastByte()[2999] = 30 * SECOND - 1;
    assertThat(run.rule("Q4").reason()).contains(ValidityReason.LENGTH_CHANGED);
  }

  @Test
  void anAccuracyRunNeedsEverySampleOnce() {
    ExampleRun run = ExampleRun.accuracy(100, 90);
    run.samples = 102;
    assertThat(run.rule("Q3").holds()).isEqualTo(Holds.YES); // 0 or 1 times
    run.schedule =
        fixed -> new Event.ScheduleFixed(102, fixed.windowNs(), fixed.sha256(), fixed.commit());
    assertThat(run.rule("E2").reason()).contains(ValidityReason.EXCHANGE_UNACCOUNTED);
  }

  @Test
  void theGravestReasonDecides() {
    List<ValidityReason> oneOfEach =
        new ArrayList<>(
            List.of(
                ValidityReason.OVERLOAD,
                ValidityReason.TOO_MANY_FAILURES,
                ValidityReason.TOO_FEW_EXCHANGES));
    for (int first = 0; first < oneOfEach.size(); first++) {
      for (int second = first + 1; second < oneOfEach.size(); second++) {
        List<RuleOutcome> rules =
            Stream.of(oneOfEach.get(second), oneOfEach.get(first))
                .map(r -> RuleOutcome.of("X", false, "", "", r))
                .toList();
        assertThat(ValidityRules.validity(rules)).isEqualTo(oneOfEach.get(first).validity());
      }
    }
    assertThat(ValidityRules.validity(List.of())).isEqualTo(Validity.VALID);
  }

  @Test
  void onlyTheReasonsOfTheDecidingRankAreQuoted() {
    ExampleRun run = example(Grade.PREVIEW);
    run.complete = false;
    run.fails(0, Outcome.HTTP_5XX).fails(1, Outcome.HTTP_5XX);
    assertThat(run.result().validity()).isEqualTo(Validity.INVALID_HARNESS);
    assertThat(run.result().reasons()).containsExactly(ValidityReason.EVENTS_INCOMPLETE);
  }

  private static Arguments preview(
      String id, ValidityReason reason, Consumer<ExampleRun> inside, Consumer<ExampleRun> outside) {
    return Arguments.of(id, Grade.PREVIEW, reason, inside, outside);
  }

  private static Arguments formal(
      String id, ValidityReason reason, Consumer<ExampleRun> inside, Consumer<ExampleRun> outside) {
    return Arguments.of(id, Grade.FORMAL, reason, inside, outside);
  }

  private static RuleOutcome outcome(String id, Grade grade, Consumer<ExampleRun> change) {
    ExampleRun run = example(grade);
    change.accept(run);
    return run.rule(id);
  }

  private static ExampleRun example(Grade grade) {
    ExampleRun run = ExampleRun.server().asks(P99, "<=", "50");
    run.grade = grade;
    return run;
  }

  private static ExampleRun asking(int n) {
    return ExampleRun.server(n, 1, i -> 5 * MS + (i * 0x9E3779B97F4A7C15L >>> 44))
        .asks(P99, "<=", "50");
  }

  private static Consumer<ExampleRun> lag(int from, int count, long lag) {
    return run -> {
      for (int i = from; i < from + count; i++) {
        run.rows.picked()[i] = run.rows.scheduled()[i] + lag;
      }
    };
  }

  /** More were announced than came. */
  private static Consumer<ExampleRun> arrivals(int more) {
    return run ->
        run.schedule =
            f -> new Event.ScheduleFixed(f.arrivals() + more, f.windowNs(), f.sha256(), f.commit());
  }

  /** So many of one interval's five are taken up an interval later. */
  private static Consumer<ExampleRun> late(int count) {
    return run -> {
      for (int i = 0; i < count; i++) {
        run.rows.picked()[i] = 100 * MS + i;
      }
    };
  }

  private static Consumer<ExampleRun> nullServer(long p50After, long p99, double rate) {
    return run ->
        run.calibrations =
            List.of(
                new Event.Calibration("A", 50_000, 200_000, 9000, 30_000),
                new Event.Calibration("B", p50After, p99, rate, 10_000));
  }

  private static Consumer<ExampleRun> sees(UnaryOperator<ExampleRun.Seen> change) {
    return run -> run.sees(change);
  }

  private static Consumer<ExampleRun> sample(int row, int sample) {
    return run -> run.rows.sample()[row] = sample;
  }

  private static Consumer<ExampleRun> fail(int count) {
    return run -> {
      for (int i = 0; i < count; i++) {
        run.fails(i * 100, Outcome.RESET);
      }
    };
  }

  /** From 5 ms on, so many milliseconds more with each exchange. */
  private static Consumer<ExampleRun> growing(double millisPerExchange) {
    return run -> {
      for (int i = 0; i < run.rows.rows(); i++) {
        run.rows.lastByte()[i] =
            run.rows.scheduled()[i] + 20 * MS + (long) (i * millisPerExchange * MS);
      }
    };
  }

  private static Consumer<ExampleRun> sut(String kills, String throttled) {
    return run ->
        run.sut =
            new SutFacts(
                missing(),
                missing(),
                missing(),
                ExampleRun.value(throttled),
                ExampleRun.value(kills),
                false);
  }

  private static Observed missing() {
    return new Observed.Missing("SOURCE_LOST");
  }
}
