package ki.testbed.runner.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTests {

  /** Same mean rate; the squared variation of the gaps is 1/shape = 4. */
  @Test
  void bundledArrivalsKeepTheirRateAndAreFourTimesAsIrregular() {
    long[] offsets = schedule(ScheduleSpec.Rhythm.GAMMA, 200).offsets();
    assertThat(offsets.length).isBetween(19_000, 21_000);
    double mean = (double) offsets[offsets.length - 1] / offsets.length;
    double squares = 0;
    for (int i = 1; i < offsets.length; i++) {
      squares += Math.pow(offsets[i] - offsets[i - 1] - mean, 2);
    }
    assertThat(squares / offsets.length / mean / mean).isBetween(3.5, 4.5);
  }

  @Test
  void burstsLastFiveSecondsOfTwentyAtFourTimesTheRate() {
    long[] offsets = schedule(ScheduleSpec.Rhythm.ON_OFF, 200).offsets();
    assertThat(offsets.length).isBetween(19_000, 21_000);
    assertThat(java.util.Arrays.stream(offsets))
        .allMatch(at -> at % 20_000_000_000L < 5_000_000_000L);
    assertThat(offsets).isSorted();
    long inFirst = java.util.Arrays.stream(offsets).filter(at -> at < 5_000_000_000L).count();
    assertThat(inFirst).isBetween(1_850L, 2_150L);
  }

  private static Schedule schedule(ScheduleSpec.Rhythm rhythm, int seconds) {
    return Schedule.of(
        Seed.parse("0f".repeat(32)),
        new ScheduleSpec.Open(100, seconds * 1_000_000_000L, rhythm, 10));
  }

  private static final long SECOND = 1_000_000_000L;
  private static final Seed SEED =
      Seed.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  /** Golden values from an independent implementation of the definition, in another language. */
  @Test
  void sameSeedGivesTheGoldenSchedule() {
    Schedule schedule = Schedule.of(SEED, ScheduleSpec.poisson(1000, 5 * SECOND, 7));
    assertThat(schedule.arrivals()).isEqualTo(4904);
    assertThat(Arrays.copyOf(schedule.offsets(), 5))
        .containsExactly(455886, 3125137, 4866696, 6128702, 6347597);
    assertThat(Arrays.copyOf(schedule.samples(), 14))
        .containsExactly(1, 4, 6, 2, 5, 0, 3, 4, 1, 2, 0, 5, 3, 6);
    assertThat(schedule.sha256().hex())
        .isEqualTo("c21acfb1f0d913442beadb2ca5a0c602bd2befab43478d0b1b59f1193d5ba97a");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void gapsAreExponential(long number) {
    Schedule schedule = Schedule.of(seed(number), ScheduleSpec.poisson(200, 60 * SECOND, 100));
    double[] gaps = new double[schedule.arrivals() - 1];
    Arrays.setAll(gaps, i -> (schedule.offsets()[i + 1] - schedule.offsets()[i]) / 1e9);
    Arrays.sort(gaps);
    assertThat(kolmogorovSmirnov(gaps, 200)).isLessThan(1.95 / Math.sqrt(gaps.length));
  }

  /**
   * Largest distance to the exponential distribution; 1.95 over the root of n is exceeded once in
   * 1,000.
   */
  private static double kolmogorovSmirnov(double[] ascending, double rate) {
    double most = 0;
    for (int i = 0; i < ascending.length; i++) {
      double expected = 1 - Math.exp(-rate * ascending[i]);
      most = Math.max(most, Math.abs(expected - (double) i / ascending.length));
      most = Math.max(most, Math.abs((i + 1.0) / ascending.length - expected));
    }
    return most;
  }

  @Test
  void offsetsNeverFallAndStayInTheWindow() {
    long[] offsets = Schedule.of(SEED, ScheduleSpec.poisson(100_000, SECOND, 10)).offsets();
    assertThat(IntStream.range(1, offsets.length)).allMatch(i -> offsets[i] >= offsets[i - 1]);
    assertThat(offsets[0]).isPositive();
    assertThat(offsets[offsets.length - 1]).isLessThan(SECOND);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 33})
  void everySampleIsUsedEquallyOftenOrOnceMore(int dataSet) {
    int[] samples = Schedule.of(SEED, new ScheduleSpec.Closed(100, dataSet)).samples();
    int[] uses = new int[dataSet];
    Arrays.stream(samples).forEach(sample -> uses[sample]++);
    assertThat(uses)
        .containsOnly(
            uses.length == 1 || 100 % dataSet == 0
                ? new int[] {100 / dataSet}
                : new int[] {100 / dataSet, 100 / dataSet + 1});
  }

  @Test
  void permutationsAreFair() {
    int[] first = new int[5];
    for (int i = 0; i < 5000; i++) {
      first[Schedule.of(seed(i), new ScheduleSpec.Closed(5, 5)).samples()[0]]++;
    }
    assertThat(Arrays.stream(first)).allMatch(count -> count >= 900 && count <= 1100);
  }

  @Test
  void anotherSeedGivesAnotherSchedule() {
    ScheduleSpec spec = ScheduleSpec.poisson(100, SECOND, 10);
    assertThat(Schedule.of(seed(1), spec).sha256())
        .isNotEqualTo(Schedule.of(seed(2), spec).sha256());
  }

  @Test
  void derivedSeedsShareNoStream() {
    assertThat(SEED.derived("warmup").stream(SeedStream.IDS).nextLong())
        .isNotEqualTo(SEED.stream(SeedStream.IDS).nextLong())
        .isNotEqualTo(SEED.derived("calibration-A").stream(SeedStream.IDS).nextLong());
  }

  private static Seed seed(long number) {
    return Seed.parse("%064x".formatted(number));
  }
}
