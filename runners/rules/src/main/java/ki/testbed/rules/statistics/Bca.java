package ki.testbed.rules.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * {@code bca/1}: bias-corrected and accelerated bootstrap (Efron 1987) over independent clusters
 * (patients, documents, speakers), drawn within their strata. Bounds are one-sided. Where the
 * acceleration is undefined (the statistic does not change when a cluster is left out) or no
 * replicate lies on one side of the value, plain percentiles are taken.
 *
 * @param accelerated whether bias and acceleration were corrected
 */
public record Bca(double value, Interval interval, boolean accelerated) {
  /** Replicates for what is shown. */
  public static final int REPLICATES = 2_000;

  /** Replicates for what a criterion asks about. */
  public static final int GATE_REPLICATES = 10_000;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * Bounds of a statistic.
   *
   * @param stratum of each cluster, from 0
   * @param statistic of the clusters, each taken as often as the array says; must be finite for
   *     every resample
   * @param c confidence of each bound
   */
  public static Bca of(
      int[] stratum,
      ToDoubleFunction<int[]> statistic,
      UniformRandomProvider random,
      int replicates,
      double c) {
    int[] once = new int[stratum.length];
    Arrays.fill(once, 1);
    double value = finite(statistic.applyAsDouble(once));
    double[] drawn = draw(stratum, statistic, random, replicates);
    double bias = NORMAL.inverseCumulativeProbability(shareBelow(drawn, value));
    double acceleration = acceleration(once, statistic);
    boolean accelerated = Double.isFinite(bias) && Double.isFinite(acceleration);
    double z0 = accelerated ? bias : 0;
    double a = accelerated ? acceleration : 0;
    return new Bca(
        value,
        new Interval(quantile(drawn, level(1 - c, z0, a)), quantile(drawn, level(c, z0, a))),
        accelerated);
  }

  private static double[] draw(
      int[] stratum,
      ToDoubleFunction<int[]> statistic,
      UniformRandomProvider random,
      int replicates) {
    var resampling = new Resampling(stratum, random);
    double[] drawn = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      drawn[r] = finite(statistic.applyAsDouble(resampling.draw()));
    }
    Arrays.sort(drawn);
    return drawn;
  }

  /** Phi(z0 + (z0 + z) / (1 - a (z0 + z))). */
  private static double level(double p, double z0, double a) {
    double z = z0 + NORMAL.inverseCumulativeProbability(p);
    return NORMAL.cumulativeProbability(z0 + z / (1 - a * z));
  }

  /**
   * Skewness of the jackknife values: sum d^3 / (6 (sum d^2)^1.5), d the mean minus the value
   * without one cluster; NaN if all are equal.
   */
  private static double acceleration(int[] once, ToDoubleFunction<int[]> statistic) {
    int[] counts = once.clone();
    double[] without = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = 0;
      without[i] = statistic.applyAsDouble(counts);
      counts[i] = 1;
    }
    double mean = Arrays.stream(without).average().orElse(Double.NaN);
    double squares = Arrays.stream(without).map(x -> (mean - x) * (mean - x)).sum();
    double cubes = Arrays.stream(without).map(x -> Math.pow(mean - x, 3)).sum();
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Ties count half. */
  private static double shareBelow(double[] sorted, double value) {
    double below = 0;
    for (double x : sorted) {
      below += x < value ? 1 : x == value ? 0.5 : 0;
    }
    return below / sorted.length;
  }

  private static double quantile(double[] sorted, double p) {
    int rank = (int) Math.ceil(p * sorted.length);
    return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("the statistic is not defined for a resample");
    }
    return value;
  }
}
