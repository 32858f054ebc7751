package ki.testbed.rules.statistics;

/**
 * {@code quantile/1}: an order statistic with one-sided bounds that fit {@link EarlyStopping}: with
 * n_eff = floor(n/v), upper &lt;= L exactly where t exchanges over L give a ceil(t/v) that shows
 * "at most 1 - p over L", and lower &gt; L exactly where floor(t/v) refutes it.
 *
 * @param value x_ceil(np), 1-based in ascending order
 * @param lower 0 where nothing can be said
 * @param upper {@link Long#MAX_VALUE} where nothing can be said
 */
public record Quantile(long value, long lower, long upper, long nEff) {

  /**
   * Of times in ascending order, {@link Long#MAX_VALUE} for failures.
   *
   * @param v correction for dependence, at least 1
   */
  public static Quantile of(long[] ascending, EarlyStopping test, double v) {
    int n = ascending.length;
    long nEff = Dependence.effective(n, v);
    long most = largestTotal(test.largestShown(nEff), v);
    long least = smallestTotal(test.smallestRefuting(nEff), v);
    return new Quantile(
        at(ascending, rank(n, test.ppm())),
        least > n ? 0 : at(ascending, n - least + 1),
        most < 0 ? Long.MAX_VALUE : at(ascending, n - most),
        nEff);
  }

  /** The value alone: x_ceil(np). */
  public static long value(long[] ascending, int ppm) {
    return at(ascending, rank(ascending.length, ppm));
  }

  private static long rank(int n, int ppm) {
    return ((long) n * ppm + 999_999) / 1_000_000;
  }

  private static long at(long[] ascending, long rank) {
    return rank < 1 ? 0 : ascending[(int) rank - 1];
  }

  /** The largest t with ceil(t/v) at most k. */
  private static long largestTotal(long k, double v) {
    if (k < 0) {
      return -1;
    }
    long t = (long) Math.floor(k * v);
    while (Math.ceil((t + 1) / v) <= k) {
      t++;
    }
    while (Math.ceil(t / v) > k) {
      t--;
    }
    return t;
  }

  /** The smallest t with floor(t/v) at least k. */
  private static long smallestTotal(long k, double v) {
    long t = (long) Math.ceil(k * v);
    while (t > 0 && Math.floor((t - 1) / v) >= k) {
      t--;
    }
    while (Math.floor(t / v) < k) {
      t++;
    }
    return t;
  }
}
