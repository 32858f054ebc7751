package ki.testbed.rules.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * {@code delong/1}: area under the ROC curve with the variance of DeLong, DeLong and Clarke-Pearson
 * (1988), by mid-ranks in O(n log n) (Sun and Xu 2014).
 *
 * @param variance S_pos/n_pos + S_neg/n_neg of the structural components
 */
public record DeLong(double auroc, double variance) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * From scores of positive and of negative cases, higher meaning more positive.
   *
   * @throws IllegalArgumentException with less than two of either
   */
  public static DeLong of(double[] positive, double[] negative) {
    int m = positive.length;
    int n = negative.length;
    if (m < 2 || n < 2) {
      throw new IllegalArgumentException("a ROC curve needs two positive and two negative cases");
    }
    double[] among = midRanks(concat(positive, negative));
    double[] own = midRanks(positive);
    double[] ownNegative = midRanks(negative);
    double[] v10 = IntStream.range(0, m).mapToDouble(i -> (among[i] - own[i]) / n).toArray();
    double[] v01 =
        IntStream.range(0, n).mapToDouble(j -> 1 - (among[m + j] - ownNegative[j]) / m).toArray();
    return new DeLong(
        Arrays.stream(v10).average().orElseThrow(), variance(v10) / m + variance(v01) / n);
  }

  /** One-sided normal bounds at confidence c each, within 0 and 1. */
  public Interval interval(double c) {
    double half = NORMAL.inverseCumulativeProbability(c) * Math.sqrt(variance);
    return new Interval(Math.max(0, auroc - half), Math.min(1, auroc + half));
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }

  /** Ranks from 1; equal values share the mean of theirs. */
  static double[] midRanks(double[] x) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> x[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[x.length];
    for (int from = 0, to; from < x.length; from = to) {
      to = from + 1;
      while (to < x.length && x[order[to]] == x[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  private static double[] concat(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
