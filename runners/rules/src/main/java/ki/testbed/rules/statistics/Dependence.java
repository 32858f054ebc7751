package ki.testbed.rules.statistics;

import java.util.function.IntPredicate;

/**
 * How much less than n dependent exchanges are worth. Queueing makes neighbours alike, so counts of
 * an indicator in batches vary more than those of independent exchanges; the ratio of the variances
 * divides n.
 *
 * <p>30 equal batches in scheduled order of m = floor(n/30), the rest left out; c_b is the count in
 * batch b, q the share of the indicator in all batches: v = max(1, Var(c_b; divisor 29) / (m q
 * (1-q))), and 1 if q is 0 or 1 or there are less than 30 exchanges.
 */
public final class Dependence {
  /** Number of batches. */
  public static final int BATCHES = 30;

  private Dependence() {}

  /** The correction v, at least 1, for an indicator of exchanges 0 to n - 1. */
  public static double correction(int n, IntPredicate indicator) {
    int size = n / BATCHES;
    int[] counts = new int[BATCHES];
    long all = 0;
    for (int i = 0; i < size * BATCHES; i++) {
      if (indicator.test(i)) {
        counts[i / size]++;
        all++;
      }
    }
    double share = (double) all / ((long) size * BATCHES);
    boolean constant = all == 0 || all == (long) size * BATCHES;
    return constant
        ? 1
        : Math.max(1, variance(counts, (double) all / BATCHES) / (size * share * (1 - share)));
  }

  /** What n exchanges are worth: floor(n/v). */
  public static long effective(long n, double v) {
    return (long) Math.floor(n / v);
  }

  private static double variance(int[] counts, double mean) {
    double squares = 0;
    for (int count : counts) {
      squares += (count - mean) * (count - mean);
    }
    return squares / (counts.length - 1);
  }
}
