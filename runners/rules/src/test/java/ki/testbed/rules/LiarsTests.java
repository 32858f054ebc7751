package ki.testbed.rules;

import static ki.testbed.rules.ExampleRun.MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.IntToLongFunction;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.ProbeKind;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Servers that try to look better than they are: 1000/s, L 100 ms, honest latency about 5 ms; 600 s
 * where that matters.
 */
class LiarsTests {
  private static final String P99 = "latency_p99@1";
  private static final String P999 = "latency_p999@1";
  private static final int PER_SECOND = 1000;
  private static final long LIMIT = 100 * MS;

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(20_260_301L);

  @Test
  void anHonestServerIsValidAndMet() {
    RunResult result = server(100, _ -> 0).asks(P99, "<=", "100").asks(P999, "<=", "100").result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.MET);
    assertThat(verdict(P999, result)).isEqualTo(VerdictValue.MET);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_5XX", "RESET", "WRONG_ID", "TOO_LARGE", "TRUNCATED", "MALFORMED"})
  void failingOneInHundredIsNotMetWhateverTheRestDoes(Outcome outcome) {
    ExampleRun run = server(100, _ -> 0).asks(P99, "<=", "100");
    for (int i = 0; i < run.rows.rows(); i++) {
      if (random.nextInt(100) == 0) {
        run.fails(i, outcome);
      }
    }
    RunResult result = run.result();
    assertThat(result.reasons()).containsExactly(ValidityReason.TOO_MANY_FAILURES);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.NOT_MET);
  }

  @Test
  void aServerThatAlwaysFailsIsNeverValid() {
    ExampleRun run = server(100, _ -> 0).asks(P99, "<=", "100");
    for (int i = 0; i < run.rows.rows(); i++) {
      run.fails(i, Outcome.HTTP_5XX);
    }
    RunResult result = run.result();
    assertThat(result.validity()).isEqualTo(Validity.INVALID_SUT);
    assertThat(result.reasons()).contains(ValidityReason.TOO_MANY_FAILURES);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.NOT_MET);
  }

  /**
   * A runner that lost its processor, on a clock that only the test moves: every fiftieth arrival
   * is taken up 12 ms late. It says so, and never that the SUT was slow.
   */
  @Test
  void aStarvedRunnerBlamesItself() {
    ExampleRun run = server(100, _ -> 0).asks(P99, "<=", "100");
    for (int i = 0; i < run.rows.rows(); i += 50) {
      run.rows.picked()[i] += 12 * MS;
      run.rows.lastByte()[i] += 12 * MS;
    }
    RunResult result = run.result();
    assertThat(result.validity()).isEqualTo(Validity.INVALID_HARNESS);
    assertThat(result.reasons()).containsExactly(ValidityReason.LAG_TOO_LARGE);
    assertThat(result.reasons()).allMatch(reason -> reason.blame() == Blame.TESTBED);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.NOT_EVALUATED);
  }

  /** Where both are at fault the SUT is not accused on the word of a runner that was disturbed. */
  @Test
  void aStarvedRunnerDoesNotAccuseAFailingServer() {
    ExampleRun run = server(100, _ -> 0).asks(P99, "<=", "100");
    for (int i = 0; i < run.rows.rows(); i += 20) {
      run.rows.picked()[i] += 12 * MS;
      run.fails(i, Outcome.TIMEOUT);
    }
    assertThat(run.result().validity()).isEqualTo(Validity.INVALID_HARNESS);
    assertThat(run.result().reasons()).doesNotContain(ValidityReason.TOO_MANY_FAILURES);
  }

  @Test
  void everyThousandthTwiceTheLimitIsSeenAtTheHighestPercentileOnly() {
    RunResult result =
        server(100, i -> i % 1000 == 500 ? 2 * LIMIT : 0)
            .asks(P99, "<=", "100")
            .asks(P999, "<=", "100")
            .result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.MET);
    assertThat(verdict(P999, result)).isNotEqualTo(VerdictValue.MET);
  }

  /**
   * For 1.4 s of every 30 s nothing is answered; a closed loop would see one slow exchange per
   * stall and call it fast.
   */
  @Test
  void aServerThatStallsIsSlow() {
    long stall = 1400 * MS;
    long period = 30_000 * MS;
    RunResult result =
        server(600, i -> Math.max(0, stall - i * MS % period)).asks(P99, "<=", "100").result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(result.measurement(P99).orElseThrow().value())
        .isBetween(Decimal.of(1050), Decimal.of(1150));
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.NOT_MET);
  }

  /** One arrival in ten is a probe: repeats are answered in 0.5 ms, what is new in 5 ms. */
  @Test
  void aServerThatAnswersRepeatsFromMemoryIsFoundOut() {
    RunResult result = probed(100, 0.5, false).asks(P99, "<=", "100").result();
    assertThat(result.validity()).isEqualTo(Validity.INVALID_SUT);
    assertThat(result.reasons()).containsExactly(ValidityReason.CACHED_ANSWERS);
  }

  @Test
  void aPlanMayAllowAnswersFromMemory() {
    RunResult result = probed(100, 0.5, true).asks(P99, "<=", "100").result();
    assertThat(result.validity()).isEqualTo(Validity.VALID);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.MET);
  }

  @Test
  void repeatsThatAreALittleFasterProveNothing() {
    assertThat(probed(100, 5.2, false).result().validity()).isEqualTo(Validity.VALID);
  }

  private ExampleRun probed(int seconds, double repeatMs, boolean cachingAllowed) {
    ExampleRun run =
        ExampleRun.server(
            PER_SECOND,
            seconds,
            cachingAllowed,
            i ->
                i % 20 == 7
                    ? (long) (repeatMs * MS) + random.nextLong(MS / 10)
                    : 5 * MS + random.nextLong(MS));
    for (int i = 0; i < run.rows.rows(); i++) {
      run.rows.firstWrite()[i] = run.rows.picked()[i];
      if (i % 20 == 7 || i % 20 == 17) {
        run.rows.probe()[i] = (i % 20 == 7 ? ProbeKind.REPEAT : ProbeKind.FRESH).code();
      }
    }
    int ordinary = 0;
    for (int i = 0; i < run.rows.rows(); i++) {
      run.rows.sample()[i] = run.rows.probe()[i] == 0 ? ordinary++ % run.samples : 3;
    }
    return run;
  }

  /** 2 % of arrivals 3 ms late and 30 % foreign load: its own fault, named twice. */
  @Test
  void aRunnerBesideACpuHogBlamesItselfOnly() {
    ExampleRun run = server(100, _ -> 0).asks(P99, "<=", "100").sees(seen -> seen.foreign(0.3));
    run.grade = Grade.FORMAL;
    for (int i = 0; i < run.rows.rows(); i += 50) {
      run.rows.picked()[i] += 3 * MS;
      run.rows.lastByte()[i] += 3 * MS;
    }
    RunResult result = run.result();
    assertThat(result.validity()).isEqualTo(Validity.INVALID_HARNESS);
    assertThat(result.reasons())
        .containsExactly(ValidityReason.LAG_TOO_LARGE, ValidityReason.FOREIGN_LOAD);
    assertThat(result.reasons()).allMatch(reason -> reason.blame() == Blame.TESTBED);
  }

  @Test
  void aServerThatCannotKeepUpIsInvalidNotSlow() {
    RunResult result = server(100, i -> i * MS / 100).asks(P99, "<=", "100").result();
    assertThat(result.reasons()).contains(ValidityReason.QUEUE_GROWS, ValidityReason.NOT_STEADY);
    assertThat(verdict(P99, result)).isEqualTo(VerdictValue.NOT_MET);
  }

  /** 5 to 6 ms at random, and more by this much. */
  private ExampleRun server(int seconds, IntToLongFunction more) {
    return ExampleRun.server(
        PER_SECOND, seconds, i -> 5 * MS + random.nextLong(MS) + more.applyAsLong(i));
  }

  private static VerdictValue verdict(String metric, RunResult result) {
    return Verdicts.judge(
            ExampleRun.criterion("srv", metric, "<=", "100", "0.99"), Optional.of(result))
        .value();
  }
}
