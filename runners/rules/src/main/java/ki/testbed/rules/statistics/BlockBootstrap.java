package ki.testbed.rules.statistics;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * {@code block-bootstrap/1}: bounds of a percentile without a criterion, by moving blocks (Kuensch
 * 1989), so that neighbours stay neighbours. A block is twice as long as the first lag at which the
 * indicator "over the own p90" has an autocorrelation below 0.05, at least 2.
 */
public final class BlockBootstrap {
  private static final double NO_CORRELATION = 0.05;
  private static final int P90 = 900_000;

  private BlockBootstrap() {}

  /**
   * One-sided bounds at confidence c each.
   *
   * @param inOrder times in scheduled order, {@link Long#MAX_VALUE} for failures
   * @throws IllegalArgumentException for no times
   */
  public static Interval of(
      long[] inOrder, int ppm, UniformRandomProvider random, int replicates, double c) {
    if (inOrder.length == 0) {
      throw new IllegalArgumentException("nothing has no percentile");
    }
    int length = blockLength(inOrder);
    long[] drawn = new long[replicates];
    for (int r = 0; r < replicates; r++) {
      drawn[r] = Quantile.value(resample(inOrder, length, random), ppm);
    }
    Arrays.sort(drawn);
    return new Interval(at(drawn, 1 - c), at(drawn, c));
  }

  /** Length of a block for these times, at most all of them. */
  public static int blockLength(long[] inOrder) {
    long[] sorted = inOrder.clone();
    Arrays.sort(sorted);
    long p90 = Quantile.value(sorted, P90);
    double[] over = Arrays.stream(inOrder).mapToDouble(x -> x > p90 ? 1 : 0).toArray();
    double mean = Arrays.stream(over).average().orElse(0);
    int lag = 1;
    while (lag < over.length
        && autocovariance(over, mean, lag) >= NO_CORRELATION * mean * (1 - mean)
        && mean > 0) {
      lag++;
    }
    return Math.min(inOrder.length, 2 * lag);
  }

  private static double autocovariance(double[] x, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < x.length; i++) {
      sum += (x[i] - mean) * (x[i - lag] - mean);
    }
    return sum / x.length;
  }

  private static long[] resample(long[] inOrder, int length, UniformRandomProvider random) {
    long[] sample = new long[inOrder.length];
    for (int at = 0; at < sample.length; at += length) {
      int from = random.nextInt(inOrder.length - length + 1);
      System.arraycopy(inOrder, from, sample, at, Math.min(length, sample.length - at));
    }
    Arrays.sort(sample);
    return sample;
  }

  private static double at(long[] sorted, double p) {
    long value =
        sorted[Math.min(sorted.length, Math.max(1, (int) Math.ceil(p * sorted.length))) - 1];
    return value == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : value;
  }
}
