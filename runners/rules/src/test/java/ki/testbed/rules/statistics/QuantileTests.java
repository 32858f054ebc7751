package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTests {
  private static final long MS = 1_000_000;

  @Test
  void oneToHundredMilliseconds() {
    long[] times = LongStream.rangeClosed(1, 100).map(ms -> ms * MS).toArray();
    assertThat(Quantile.value(times, 500_000)).isEqualTo(50 * MS);
    assertThat(Quantile.value(times, 990_000)).isEqualTo(99 * MS);
    assertThat(Quantile.value(times, 999_000)).isEqualTo(100 * MS);
  }

  @Test
  void failuresAreInfinitelySlow() {
    long[] times =
        LongStream.rangeClosed(1, 100).map(ms -> ms > 98 ? Long.MAX_VALUE : ms * MS).toArray();
    assertThat(Quantile.value(times, 980_000)).isEqualTo(98 * MS);
    assertThat(Quantile.value(times, 990_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPercentileIsAnIntegerSoThatRanksAreExact() {
    long[] times = LongStream.rangeClosed(1, 1000).toArray();
    for (int percent = 1; percent < 100; percent++) {
      assertThat(Quantile.value(times, percent * 10_000)).isEqualTo(percent * 10L);
    }
  }

  @Test
  void boundsOfTenThousandIndependentExchanges() {
    long[] times = LongStream.rangeClosed(1, 10_000).toArray();
    Quantile p99 = Quantile.of(times, new EarlyStopping(990_000, 0.99), 1);
    assertThat(p99).isEqualTo(new Quantile(9_900, 10_000 - 125 + 1, 10_000 - 77, 10_000));
  }

  @Test
  void whereNothingCanBeSaidTheBoundsAreTrivial() {
    Quantile p99 =
        Quantile.of(LongStream.rangeClosed(1, 400).toArray(), new EarlyStopping(990_000, 0.99), 1);
    assertThat(p99.upper()).isEqualTo(Long.MAX_VALUE);
    assertThat(p99.value()).isEqualTo(396);
    Quantile none = Quantile.of(new long[0], new EarlyStopping(990_000, 0.99), 1);
    assertThat(none.lower()).isZero();
  }

  /**
   * The bound is under a limit exactly where the test of early stopping passes, and above exactly
   * where it refutes.
   */
  @ParameterizedTest
  @CsvSource({"990000,1", "990000,1.7", "990000,3.14159", "900000,2", "500000,9.5", "999000,1.01"})
  void boundsAndTestsSayTheSame(int ppm, double v) {
    var random = RandomSource.XO_SHI_RO_256_PP.create(20_260_301L);
    var test = new EarlyStopping(ppm, 0.99);
    long[] times = LongStream.generate(() -> random.nextInt(5000)).limit(7_001).sorted().toArray();
    Quantile quantile = Quantile.of(times, test, v);
    for (long limit = 0; limit <= 5000; limit++) {
      long l = limit;
      long over = Arrays.stream(times).filter(x -> x > l).count();
      assertThat(quantile.upper() <= limit)
          .isEqualTo(test.shown(quantile.nEff(), (long) Math.ceil(over / v)));
      assertThat(quantile.lower() > limit)
          .isEqualTo(test.refuted(quantile.nEff(), (long) Math.floor(over / v)));
    }
  }
}
