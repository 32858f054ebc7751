package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependenceTests {
  private static final int RUNS = 500;

  @Test
  void aBlockOfHitsIsWorthLittle() {
    double v = Dependence.correction(3000, i -> i < 100); // all in the first of 30 batches
    double variance = ((100 - 10.0 / 3) * (100 - 10.0 / 3) + 29 * (10.0 / 3) * (10.0 / 3)) / 29;
    assertThat(v).isEqualTo(variance / (100 * (1.0 / 30) * (29.0 / 30)), within(1e-9));
    assertThat(Dependence.effective(3000, 4.5)).isEqualTo(666);
  }

  @Test
  void evenHitsAreWorthAllOfThem() {
    assertThat(Dependence.correction(3000, i -> i % 10 == 0)).isEqualTo(1);
    assertThat(Dependence.correction(3000, i -> true)).isEqualTo(1);
    assertThat(Dependence.correction(3000, i -> false)).isEqualTo(1);
    assertThat(Dependence.correction(29, i -> i < 3)).isEqualTo(1);
  }

  /**
   * The table of runs at a system exactly on its p99 limit, in percent: the plain test passes as
   * often as there, the corrected one hardly ever, and neither refutes it.
   */
  @ParameterizedTest
  @CsvSource({"0,20000,0.7", "0.3,20000,10", "0.5,20000,22", "0.7,60000,37", "0.8,100000,44"})
  void theCorrectionKeepsFalsePassesRare(double load, int n, double plain) {
    var simulation = new QueueSimulation(RandomSource.XO_SHI_RO_256_PP.create(2_026_0301L), load);
    double limit = simulation.limit(0.01);
    var seen =
        IntStream.range(0, RUNS).mapToObj(_ -> Judged.of(simulation.responses(n), limit)).toList();
    assertThat(percent(seen.stream().filter(Judged::plain).count())).isEqualTo(plain, within(6.0));
    assertThat(percent(seen.stream().filter(Judged::corrected).count())).isLessThanOrEqualTo(4);
    assertThat(percent(seen.stream().filter(Judged::refuted).count())).isLessThanOrEqualTo(3);
  }

  private static double percent(long count) {
    return 100.0 * count / RUNS;
  }
}
