package ki.testbed.rules;

import static ki.testbed.rules.ExampleRun.MS;
import static ki.testbed.rules.ExampleRun.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.protocol.ScenarioOptions.Burst;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scenarios of other loads than a steady one: what their figures count. */
class LoadScenariosTests {

  @Test
  void aGroupIsAsSlowAsItsSlowest() {
    ExampleRun run = ExampleRun.multi(8);
    run.rows.lastByte()[8 * 100 + 3] += 5 * MS;
    RunResult result = run.result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(value(result, "latency_group_p50@1")).isEqualTo("10");
    assertThat(result.measurement("latency_group_p99@1").orElseThrow().n()).isEqualTo(3000);
    assertThat(Double.parseDouble(value(result, "throughput@1"))).isBetween(795.0, 800.0);
    assertThat(result.measurement("latency_p99@1")).isEmpty();
  }

  @Test
  void eachLevelHasItsOwnThroughputAndLatency() {
    RunResult result = ExampleRun.levels().result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(Double.parseDouble(value(result, "throughput_c1@1"))).isBetween(99.0, 100.0);
    assertThat(Double.parseDouble(value(result, "throughput_c4@1"))).isBetween(399.0, 401.0);
    assertThat(value(result, "latency_c2_p90@1")).isEqualTo("10");
    assertThat(result.measurement("throughput_c8@1")).isEmpty();
    assertThat(result.whyAbsent("throughput_c8@1")).isEmpty();
  }

  @Test
  void aSoakTellsItsThirdsApart() {
    ExampleRun run =
        ExampleRun.open(open(ScenarioKind.SOAK, 90, null), i -> (i < 3000 ? 5 : 6) * MS);
    RunResult result = run.result();
    assertThat(value(result, "latency_third1_p50@1")).isEqualTo("5");
    assertThat(value(result, "latency_third3_p99@1")).isEqualTo("6");
  }

  /** Of the burst of 5 s, the last exchange is over 2 s after it. */
  @Test
  void recoveryLastsFromTheEndOfABurstToTheEndOfItsLastExchange() {
    ScenarioOptions options = ScenarioOptions.ofBurst(Burst.ON_OFF);
    ExampleRun run = ExampleRun.open(open(ScenarioKind.BURST, 5, options), _ -> 5 * MS);
    run.rows.lastByte()[200] = 7 * SECOND;
    assertThat(value(run.result(), "recovery_seconds@1")).isEqualTo("2");
    ScenarioOptions bundled = ScenarioOptions.ofBurst(Burst.GAMMA);
    RunResult without = ExampleRun.open(open(ScenarioKind.BURST, 5, bundled), _ -> 5 * MS).result();
    assertThat(without.whyAbsent("recovery_seconds@1").orElseThrow().why()).isEqualTo("NO_BURSTS");
  }

  @Test
  void deliberateFaultsAreNotTheSutsFailures() {
    ExampleRun run = ExampleRun.faults();
    RunResult refusing = run.result();
    assertThat(refusing.validity()).isEqualTo(Validity.VALID);
    assertThat(value(refusing, "refused_share@1")).isEqualTo("1");
    assertThat(value(refusing, "recovered_share@1")).isEqualTo("1");
    run.fails(0, Outcome.HTTP_5XX);
    run.fails(1, Outcome.CONNECT);
    assertThat(value(run.result(), "refused_share@1")).startsWith("0.8333");
    assertThat(value(run.result(), "recovered_share@1")).startsWith("0.9166");
    assertThat(run.result().reasons()).containsExactly(ValidityReason.TOO_MANY_FAILURES);
  }

  /** Only with processors of its own can a runner tell others' work from its SUT's. */
  @Test
  void foreignLoadSpoilsAFormalRunAndIsTheTestbedsFault() {
    ExampleRun run = formal(0.049);
    assertThat(run.result().validity()).isEqualTo(Validity.VALID);
    ExampleRun disturbed = formal(0.05);
    assertThat(disturbed.result().validity()).isEqualTo(Validity.INVALID_HARNESS);
    assertThat(disturbed.result().reasons()).containsExactly(ValidityReason.FOREIGN_LOAD);
    assertThat(ValidityReason.FOREIGN_LOAD.blame()).isEqualTo(Blame.TESTBED);
    disturbed.grade = Grade.PREVIEW;
    assertThat(disturbed.rule("H5.foreign").holds()).isEqualTo(Holds.NOT_APPLICABLE);
  }

  private static ExampleRun formal(double foreign) {
    ExampleRun run = ExampleRun.server().asks("latency_p99@1", "<=", "50");
    run.grade = Grade.FORMAL;
    return run.sees(seen -> seen.foreign(foreign));
  }

  private static Scenario open(ScenarioKind kind, int seconds, @Nullable ScenarioOptions options) {
    return new Scenario("open", kind, BigDecimal.valueOf(50), seconds * SECOND, options);
  }

  private static String value(RunResult result, String metric) {
    return result.measurement(metric).orElseThrow().value().toString();
  }
}
