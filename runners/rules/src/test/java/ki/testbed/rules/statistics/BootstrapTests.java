package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class BootstrapTests {
  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(20_260_301L);

  @Test
  void ofAMeanOfNormalValuesTheBoundsAreThoseOfTheNormalDistribution() {
    var normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] x = normal.samples(400).toArray();
    double mean = Arrays.stream(x).average().orElseThrow();
    double error = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 400 / 400);
    Bca bounds = Bca.of(new int[400], mean(x), random, 10_000, 0.95);
    assertThat(bounds.value()).isEqualTo(mean, within(1e-12));
    assertThat(bounds.interval().lower()).isEqualTo(mean - 1.645 * error, within(0.1 * error));
    assertThat(bounds.interval().upper()).isEqualTo(mean + 1.645 * error, within(0.1 * error));
    assertThat(bounds.accelerated()).isTrue();
  }

  /**
   * The mean of exponential values is skewed to the right; plain percentiles of the very same
   * resamples lie too far left.
   */
  @Test
  void biasAndAccelerationFollowTheSkew() {
    double[] x = ZigguratSampler.Exponential.of(random).samples(30).toArray();
    Bca bounds = Bca.of(new int[30], mean(x), RandomSource.XO_SHI_RO_256_PP.create(7), 4000, 0.95);
    var resampling = new Resampling(new int[30], RandomSource.XO_SHI_RO_256_PP.create(7));
    double[] plain =
        IntStream.range(0, 4000)
            .mapToDouble(_ -> mean(x).applyAsDouble(resampling.draw()))
            .sorted()
            .toArray();
    assertThat(bounds.interval().lower()).isGreaterThan(plain[199]);
    assertThat(bounds.interval().upper()).isGreaterThan(plain[3799]);
  }

  /** 300 samples of 40 exponential values: each bound misses the true mean in about 5 % of them. */
  @Test
  void boundsMissTheTruthAboutAsOftenAsTheySay() {
    var exponential = ZigguratSampler.Exponential.of(random);
    int below = 0;
    int above = 0;
    for (int i = 0; i < 300; i++) {
      Bca bounds = Bca.of(new int[40], mean(exponential.samples(40).toArray()), random, 1000, 0.95);
      below += bounds.interval().upper() < 1 ? 1 : 0;
      above += bounds.interval().lower() > 1 ? 1 : 0;
    }
    assertThat(below).isBetween(5, 30);
    assertThat(above).isBetween(5, 30);
  }

  @Test
  void theSameSeedGivesTheSameBounds() {
    double[] x = IntStream.range(0, 50).mapToDouble(i -> i % 7).toArray();
    Bca one = Bca.of(new int[50], mean(x), RandomSource.XO_SHI_RO_256_PP.create(5), 500, 0.9);
    assertThat(Bca.of(new int[50], mean(x), RandomSource.XO_SHI_RO_256_PP.create(5), 500, 0.9))
        .isEqualTo(one);
  }

  @Test
  void strataKeepTheirSizes() {
    int[] stratum = IntStream.range(0, 100).map(i -> i < 30 ? 0 : 1).toArray();
    var resampling = new Resampling(stratum, random);
    for (int r = 0; r < 20; r++) {
      int[] counts = resampling.draw();
      assertThat(IntStream.range(0, 30).map(i -> counts[i]).sum()).isEqualTo(30);
      assertThat(Arrays.stream(counts).sum()).isEqualTo(100);
    }
  }

  @Test
  void whereNothingVariesPercentilesAreTaken() {
    Bca constant = Bca.of(new int[10], _ -> 0.5, random, 100, 0.99);
    assertThat(constant).isEqualTo(new Bca(0.5, new Interval(0.5, 0.5), false));
  }

  @Test
  void anUndefinedStatisticIsSaidAloud() {
    assertThatThrownBy(() -> Bca.of(new int[10], _ -> Double.NaN, random, 100, 0.99))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blocksAreTwiceAsLongAsTheMemory() {
    long[] clumped =
        IntStream.range(0, 3000).mapToLong(i -> i % 300 < 30 ? 100 : 1 + i % 10).toArray();
    assertThat(BlockBootstrap.blockLength(clumped))
        .isBetween(40, 64); // lag at which 30 of 300 no longer overlap
    long[] independent = IntStream.range(0, 3000).mapToLong(_ -> random.nextInt(1000)).toArray();
    assertThat(BlockBootstrap.blockLength(independent)).isLessThan(8);
    assertThat(BlockBootstrap.blockLength(new long[10])).isEqualTo(2);
  }

  @Test
  void blocksKeepDependentBoundsWide() {
    var queue = new QueueSimulation(random, 0.8);
    long[] times = Arrays.stream(queue.responses(5_000)).mapToLong(x -> (long) (x * 1e6)).toArray();
    Interval blocks = BlockBootstrap.of(times, 900_000, random, 200, 0.95);
    long[] shuffled = times.clone();
    org.apache.commons.rng.sampling.ArraySampler.shuffle(random, shuffled);
    Interval single = BlockBootstrap.of(shuffled, 900_000, random, 200, 0.95);
    assertThat(blocks.upper() - blocks.lower())
        .isGreaterThan(2 * (single.upper() - single.lower()));
    long[] failing = times.clone();
    Arrays.fill(failing, 0, 1000, Long.MAX_VALUE);
    assertThat(BlockBootstrap.of(failing, 900_000, random, 50, 0.95).upper())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static ToDoubleFunction<int[]> mean(double[] x) {
    return counts -> {
      double sum = 0;
      int n = 0;
      for (int i = 0; i < x.length; i++) {
        sum += counts[i] * x[i];
        n += counts[i];
      }
      return sum / n;
    };
  }
}
