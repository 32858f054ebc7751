package ki.testbed.rules.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * {@code mcnemar/1}: exact test of two answers to the same questions (McNemar 1947): b right only
 * before, c right only after; without a difference b is binomial of b + c with 1/2.
 */
public final class McNemar {
  private McNemar() {}

  /** Two-sided p: min(1, 2 P[Bin(b+c, 1/2) &lt;= min(b, c)]); 1 without discordant pairs. */
  public static double twoSided(long b, long c) {
    return Math.min(1, 2 * atMost(Math.min(b, c), b + c));
  }

  /** One-sided p of "after is worse": P[Bin(b+c, 1/2) &gt;= b]. */
  public static double worseAfter(long b, long c) {
    return atMost(c, b + c);
  }

  /** P[Bin(n, 1/2) &lt;= k] = I_(1/2)(n-k, k+1). */
  private static double atMost(long k, long n) {
    return k >= n ? 1 : RegularizedBeta.value(0.5, n - k, k + 1.0);
  }
}
