package ki.testbed.rules.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Whether a sequence grows, and by how much, without assuming a shape. */
public final class Trend {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Trend() {}

  /**
   * Two-sided p of Mann's and Kendall's test against no trend (Mann 1945, Kendall 1975): S of the
   * signs of all later minus earlier, its variance corrected for ties, normal with continuity
   * correction; 1 if all values are equal.
   */
  public static double mannKendall(double[] x) {
    long s = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        s += Double.compare(x[j], x[i]) == 0 ? 0 : x[j] > x[i] ? 1 : -1;
      }
    }
    double variance = variance(x);
    return s == 0 || variance == 0
        ? 1
        : Math.min(1, 2 * NORMAL.survivalProbability((Math.abs(s) - 1) / Math.sqrt(variance)));
  }

  /** (n(n-1)(2n+5) - sum over groups of ties t(t-1)(2t+5)) / 18. */
  private static double variance(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double sum = term(x.length);
    for (int from = 0, to; from < sorted.length; from = to) {
      to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      sum -= term(to - from);
    }
    return sum / 18;
  }

  private static double term(int n) {
    return (double) n * (n - 1) * (2.0 * n + 5);
  }

  /**
   * Median of the slopes of all pairs (Theil 1950, Sen 1968), per step; 0 for less than two values.
   */
  public static double theilSen(double[] x) {
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = i + 1; j < x.length; j++) {
        slopes[count++] = (x[j] - x[i]) / (j - i);
      }
    }
    return count == 0 ? 0 : Median.of(slopes);
  }
}
