package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.ScenarioKind;
import org.junit.jupiter.api.Test;

/** Scenarios that the samples end: what their figures count. */
class ClosedScenariosTests {
  private static final int N = 100;

  /** Samples 0 to 89 are right as they are; at severity s another s times 10 of them are not. */
  private final ExampleRun disturbed =
      ExampleRun.closed(ScenarioKind.ROBUSTNESS, N, row -> row % N < 90 - 10 * (row / N));

  @Test
  void accuracyIsToldForEachSeverity() {
    RunResult result = disturbed.result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(value(result, "accuracy@1")).isEqualTo("0.9");
    assertThat(value(result, "accuracy_severity1@1")).isEqualTo("0.8");
    assertThat(value(result, "accuracy_severity5@1")).isEqualTo("0.4");
    assertThat(result.measurement("accuracy_severity5@1").orElseThrow().n()).isEqualTo(N);
  }

  /** Of 5 x 90 disturbed forms of samples that were right, 10 + 20 + 30 + 40 + 50 are wrong. */
  @Test
  void onlyWhatWasRightCanBeFlipped() {
    assertThat(disturbed.result().measurement("flip_share@1").orElseThrow().n()).isEqualTo(450);
    assertThat(value(disturbed.result(), "flip_share@1")).startsWith("0.33333");
  }

  @Test
  void aFailedExchangeIsWrongAtItsSeverity() {
    RunResult result = disturbed.fails(N, Outcome.TIMEOUT).result();
    assertThat(value(result, "accuracy_severity1@1")).isEqualTo("0.79");
    assertThat(result.reasons()).containsExactly(ValidityReason.TOO_MANY_FAILURES);
  }

  @Test
  void equalAnswersAreCountedBySample() {
    ExampleRun run = ExampleRun.closed(ScenarioKind.DETERMINISM, N, _ -> false);
    assertThat(value(run.result(), "equal_share@1")).isEqualTo("1");
    run.rows.answer()[2 * N + 7] = 99;
    run.rows.answer()[N + 8] = 99;
    assertThat(value(run.result(), "equal_share@1")).isEqualTo("0.98");
    assertThat(value(run.fails(9, Outcome.RESET).result(), "equal_share@1")).isEqualTo("0.97");
  }

  @Test
  void anAnswerNobodyLookedAtIsNeitherEqualNorNot() {
    ExampleRun run = ExampleRun.closed(ScenarioKind.DETERMINISM, N, _ -> false);
    run.rows.answer()[5] = -1;
    Measurement equal = run.result().measurement("equal_share@1").orElseThrow();
    assertThat(equal.n()).isEqualTo(N - 1);
    assertThat(equal.method()).isEqualTo("wilson/1");
  }

  /** 100 answers, one every millisecond. */
  @Test
  void offlineTellsSamplesPerSecond() {
    RunResult result = ExampleRun.closed(ScenarioKind.OFFLINE, N, _ -> false).result();
    assertThat(result.measurement("throughput@1").orElseThrow().value().toDouble())
        .isBetween(999.0, 1001.0);
    assertThat(result.measurement("latency_p99@1")).isEmpty();
  }

  private static String value(RunResult result, String metric) {
    return result.measurement(metric).orElseThrow().value().toString();
  }
}
