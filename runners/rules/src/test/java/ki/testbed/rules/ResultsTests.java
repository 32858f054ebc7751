package ki.testbed.rules;

import static ki.testbed.rules.ExampleRun.MS;
import static ki.testbed.rules.ExampleRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.protocol.ScenarioOptions.Burst;
import ki.testbed.protocol.ScenarioOptions.Slo;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;
import org.apache.commons.rng.simple.RandomSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class ResultsTests {
  @Test
  void anHonestRunIsValidAndSaysWhatEveryRuleSaw() {
    RunResult result = ExampleRun.server().result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(result.rules())
        .allMatch(rule -> rule.reason().isEmpty() && !rule.observed().isEmpty());
    assertThat(result.rules())
        .extracting(RuleOutcome::id)
        .contains(
            "H1.p99",
            "H2",
            "H3.total",
            "H4.drift",
            "H5.cpu",
            "H6.step",
            "H7",
            "H8.bytes",
            "H9",
            "H10.events",
            "E1",
            "E2")
        .contains(
            "Q1.p99",
            "Q2.p999",
            "Q3",
            "Q4",
            "A1",
            "A5",
            "S1.latency",
            "S1.inflight",
            "S2",
            "S3.oom",
            "S3.throttled")
        .doesNotHaveDuplicates();
    assertThat(ExampleRun.single().result().validity()).isEqualTo(Validity.VALID);
    assertThat(ExampleRun.accuracy(100, 90).result().validity()).isEqualTo(Validity.VALID);
  }

  @ParameterizedTest
  @EnumSource(ScenarioKind.class)
  void everyMetricOfAScenarioIsMeasuredOrAbsentWithAReason(ScenarioKind kind) {
    RunResult result = example(kind).result();
    for (MetricDefinition metric : MetricDefinitions.of(example(kind).scenario)) {
      assertThat(
              result.measurement(metric.id()).isPresent()
                  ^ result.whyAbsent(metric.id()).isPresent())
          .as(metric.id())
          .isTrue();
    }
    assertThat(result.measurements())
        .allMatch(
            one -> MetricDefinitions.find(one.metric()).orElseThrow().unit().equals(one.unit()));
  }

  @Test
  void inAnOpenLoopLatencyStartsAtTheScheduledTime() {
    ExampleRun run = ExampleRun.server(50, 30, _ -> 20 * MS);
    run.rows.picked()[0] = 19 * MS; // our own lateness must not hide in the figure
    assertThat(run.result().measurement("latency_p50@1").orElseThrow().value())
        .isEqualTo(Decimal.of(20));
    assertThat(run.facts().recording().exchanges().picked()[0]).isEqualTo(19 * MS);
  }

  @Test
  void inAClosedLoopLatencyStartsWhenTheExchangeIsTakenUp() {
    Measurement p50 = ExampleRun.single().result().measurement("latency_p50@1").orElseThrow();
    assertThat(p50.value()).isEqualTo(Decimal.of(10));
    assertThat(p50.unit()).isEqualTo("ms");
    assertThat(p50.n()).isEqualTo(3000);
  }

  @Test
  void nanosecondsStayExact() {
    assertThat(
            ExampleRun.server(50, 30, _ -> 5_000_001)
                .result()
                .measurement("latency_p99@1")
                .orElseThrow()
                .value())
        .hasToString("5.000001");
  }

  @Test
  void oneToHundredMillisecondsHaveTheirPercentiles() {
    Timing timing = new Timing(ExampleRun.server(10, 10, i -> (i + 1) * MS).rows, true);
    assertThat(timing.ascending()[49]).isEqualTo(50 * MS);
    assertThat(timing.ascending()[98]).isEqualTo(99 * MS);
  }

  @Test
  void aFailedExchangeIsInfinitelySlow() {
    ExampleRun run = ExampleRun.server(50, 30, _ -> 5 * MS);
    for (int i = 0; i < 20; i++) {
      run.fails(i * 70, Outcome.HTTP_5XX);
    }
    RunResult result = run.result();
    assertThat(result.measurement("latency_p99@1").orElseThrow().value())
        .isEqualTo(Decimal.INFINITY);
    assertThat(result.measurement("latency_p95@1").orElseThrow().value()).isEqualTo(Decimal.of(5));
    assertThat(result.measurement("error_share@1").orElseThrow().value().toDouble())
        .isEqualTo(20 / 1500.0, within(1e-15));
    assertThat(result.validity()).isEqualTo(Validity.INVALID_SUT);
  }

  @Test
  void aPercentileWithTooFewExchangesIsAbsentAndSpoilsNothing() {
    RunResult result = ExampleRun.server().result();
    assertThat(result.whyAbsent("latency_p999@1"))
        .contains(new Absent("latency_p999@1", "TOO_FEW_EXCHANGES"));
    assertThat(result.measurement("latency_p99@1")).isPresent();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void throughputCountsGoodAnswersInsideTheWindow() {
    Measurement rate =
        ExampleRun.server(50, 30, i -> i == 1499 ? 10 * SECOND : 5 * MS)
            .result()
            .measurement("throughput@1")
            .orElseThrow();
    assertThat(rate.value().toDouble()).isEqualTo(1499 / 30.0, within(1e-12));
    assertThat(rate.n()).isEqualTo(1499);
    assertThat(rate.lower().orElseThrow()).isLessThan(rate.value());
  }

  @Test
  void inAccuracyAFailedExchangeIsAWrongAnswer() {
    assertThat(
            ExampleRun.accuracy(1361, 1309)
                .result()
                .measurement("accuracy@1")
                .orElseThrow()
                .value()
                .toDouble())
        .isEqualTo(1309 / 1361.0, within(1e-15));
    Measurement oneFailed =
        ExampleRun.accuracy(2000, 1000)
            .fails(3, Outcome.TIMEOUT)
            .result()
            .measurement("accuracy@1")
            .orElseThrow();
    assertThat(oneFailed.value()).isEqualTo(Decimal.parse("0.4995"));
    assertThat(oneFailed.n()).isEqualTo(2000);
  }

  @Test
  void withoutTruthAccuracyIsAbsent() {
    ExampleRun run = ExampleRun.accuracy(100, 90);
    run.scores = Optional.empty();
    assertThat(run.result().whyAbsent("accuracy@1"))
        .contains(new Absent("accuracy@1", "NOT_SCORED"));
  }

  @Test
  void readingsHaveNoBoundsAndAMissingOneIsNeverZero() {
    ExampleRun run = ExampleRun.server();
    run.sut =
        new SutFacts(
            new Observed.Missing("SOURCE_LOST"),
            run.sut.memoryPeakBytes(),
            run.sut.coldStartSeconds(),
            run.sut.throttledShare(),
            run.sut.oomKills(),
            false);
    RunResult result = run.result();
    assertThat(result.whyAbsent("sut_cpu_seconds@1"))
        .contains(new Absent("sut_cpu_seconds@1", "SOURCE_LOST"));
    Measurement memory = result.measurement("sut_memory_peak@1").orElseThrow();
    assertThat(memory.value()).hasToString("268435456");
    assertThat(memory.lower()).isEmpty();
    assertThat(memory.method()).isEqualTo("cgroup-v2");
  }

  @Test
  void boundsAreAtTheConfidenceOfTheCriterion() {
    RunResult result =
        ExampleRun.accuracy(1361, 1309)
            .asks("accuracy@1", ">=", "0.95", "0.95")
            .asks("accuracy@1", ">=", "0.9", "0.999")
            .result();
    assertThat(result.measurements())
        .filteredOn(one -> one.metric().equals("accuracy@1"))
        .hasSize(2);
    Measurement at95 = result.measurement("accuracy@1", Decimal.parse("0.95")).orElseThrow();
    assertThat(at95.lower().orElseThrow().toDouble()).isEqualTo(0.952102, within(5e-7));
    assertThat(at95.upper().orElseThrow().toDouble()).isEqualTo(0.969956, within(5e-7));
    assertThat(
            result
                .measurement("accuracy@1", Decimal.parse("0.999"))
                .orElseThrow()
                .lower()
                .orElseThrow())
        .isLessThan(at95.lower().orElseThrow());
  }

  @Test
  void dependentExchangesAreWorthLess() {
    Measurement even = ExampleRun.server().result().measurement("latency_p99@1").orElseThrow();
    Measurement clumped =
        ExampleRun.server(50, 30, i -> i < 100 ? 50 * MS : 5 * MS)
            .result()
            .measurement("latency_p99@1")
            .orElseThrow();
    assertThat(even.v()).contains(Decimal.of(1));
    assertThat(even.nEff()).isEqualTo(OptionalLong.of(1500));
    assertThat(clumped.nEff().orElseThrow()).isLessThan(100);
  }

  @Test
  void rowsOutOfOrderGiveTheSameResult() {
    ExampleRun run = ExampleRun.server();
    RunResult inOrder = run.result();
    swapRows(run, 3, 1200);
    run.schedule =
        fixed ->
            new Event.ScheduleFixed(
                fixed.arrivals(),
                fixed.windowNs(),
                inOrder.scheduleSha256().orElseThrow(),
                fixed.commit());
    assertThat(run.result()).isEqualTo(inOrder);
  }

  @Test
  void theResultSurvivesItsJson() {
    ExampleRun run = ExampleRun.server().asks("latency_p99@1", "<=", "50");
    run.conformance =
        List.of(
            new Finding(
                "C220", Severity.WARNING, "", new Text("ohne id", "no id"), new Text("a", "b")));
    RunResult result = run.result();
    assertThat(RunResult.fromJson(result.toJson())).isEqualTo(result);
    assertThat(result.toJson().get("schema").stringValue()).isEqualTo("result/1");
    assertThat(result.toJson().get("kind").stringValue()).isEqualTo("server");
    assertThat(result.toJson().get("measurements").get(0).get("value").isString()).isTrue();
    assertThat(CanonicalJson.hash(result.toJson()))
        .isEqualTo(CanonicalJson.hash(run.result().toJson()));
    ObjectNode other = (ObjectNode) result.toJson();
    assertThatThrownBy(() -> RunResult.fromJson(other.put("schema", "result/2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RunResult.fromJson(other.put("schema", "result/1").put("surprise", 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void criteriaOfAnotherScenarioAreRefused() {
    ExampleRun run = ExampleRun.server();
    run.criteria = List.of(ExampleRun.criterion("other", "latency_p99@1", "<=", "50", "0.99"));
    assertThatThrownBy(run::facts).isInstanceOf(IllegalArgumentException.class);
  }

  /** Whatever a compromised runner writes, a result comes out, and never a VALID one. */
  @ParameterizedTest
  @EnumSource(ScenarioKind.class)
  void noBytesOfARunnerBreakTheResult(ScenarioKind kind) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(20_260_301L);
    for (int round = 0; round < 30; round++) {
      ExampleRun run = example(kind);
      for (int row = 0; row < run.rows.rows(); row++) {
        run.rows.index()[row] = random.nextInt();
        run.rows.sample()[row] = random.nextInt();
        run.rows.scheduled()[row] = random.nextLong() >> random.nextInt(64);
        run.rows.picked()[row] = random.nextLong() >> random.nextInt(64);
        run.rows.lastByte()[row] = random.nextLong() >> random.nextInt(64);
        run.rows.outcome()[row] =
            (byte) random.nextInt(round % 2 == 0 ? 1 : Outcome.values().length);
      }
      RunResult result = run.result();
      assertThat(result.validity()).isEqualTo(Validity.INVALID_HARNESS);
      assertThat(RunResult.fromJson(result.toJson())).isEqualTo(result);
      assertThat(CanonicalJson.bytes(result.toJson())).isNotEmpty();
    }
  }

  private static ExampleRun example(ScenarioKind kind) {
    return switch (kind) {
      case SERVER -> ExampleRun.server().asks("latency_p99@1", "<=", "50");
      case SINGLE -> ExampleRun.single();
      case ACCURACY -> ExampleRun.accuracy(100, 90);
      case OFFLINE, ROBUSTNESS, DETERMINISM, COLD_START -> ExampleRun.closed(kind, 10, _ -> true);
      case MULTI -> ExampleRun.multi(8);
      case CONCURRENCY -> ExampleRun.levels();
      case FAULTS -> ExampleRun.faults();
      case SOAK -> ExampleRun.open(open(kind, null), _ -> 5 * MS);
      case BURST -> ExampleRun.open(open(kind, ScenarioOptions.ofBurst(Burst.GAMMA)), _ -> 5 * MS);
      case INTERACTIVE ->
          ExampleRun.open(open(kind, ScenarioOptions.ofTokens(64, new Slo(1, 1, 1))), _ -> 5 * MS);
    };
  }

  private static Scenario open(ScenarioKind kind, @Nullable ScenarioOptions options) {
    return new Scenario("open", kind, BigDecimal.valueOf(50), 30 * ExampleRun.SECOND, options);
  }

  private static void swapRows(ExampleRun run, int a, int b) {
    for (long[] column : List.of(run.rows.scheduled(), run.rows.picked(), run.rows.lastByte())) {
      long kept = column[a];
      column[a] = column[b];
      column[b] = kept;
    }
    for (int[] column : List.of(run.rows.index(), run.rows.sample())) {
      int kept = column[a];
      column[a] = column[b];
      column[b] = kept;
    }
  }
}
