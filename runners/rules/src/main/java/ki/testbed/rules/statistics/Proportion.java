package ki.testbed.rules.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Bounds for k of n, one-sided at confidence c each. */
public final class Proportion {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Proportion() {}

  /**
   * {@code clopper-pearson/1}: exact (Clopper and Pearson 1934): BetaInv(1-c; k, n-k+1) and
   * BetaInv(c; k+1, n-k), ends 0 and 1.
   *
   * @throws IllegalArgumentException unless 0 &lt;= k &lt;= n and n &gt; 0
   */
  public static Interval clopperPearson(long k, long n, double c) {
    check(k, n);
    double lower = k == 0 ? 0 : betaInverse(1 - c, k, n - k + 1.0);
    double upper = k == n ? 1 : betaInverse(c, k + 1.0, n - k);
    return new Interval(lower, upper);
  }

  /**
   * {@code wilson/1} (Wilson 1927): (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
   *
   * @throws IllegalArgumentException unless 0 &lt;= k &lt;= n and n &gt; 0
   */
  public static Interval wilson(long k, long n, double c) {
    check(k, n);
    double z = NORMAL.inverseCumulativeProbability(c);
    double p = (double) k / n;
    double middle = p + z * z / (2 * n);
    double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
    double scale = 1 + z * z / n;
    return new Interval(Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale));
  }

  /** x with I_x(a, b) = p, to the last bit that bisection can find; {@code I} grows with x. */
  private static double betaInverse(double p, double a, double b) {
    double low = 0;
    double high = 1;
    for (double x = 0.5; x > low && x < high; x = low + (high - low) / 2) {
      if (RegularizedBeta.value(x, a, b) < p) {
        low = x;
      } else {
        high = x;
      }
    }
    return high;
  }

  private static void check(long k, long n) {
    if (n <= 0 || k < 0 || k > n) {
      throw new IllegalArgumentException(k + " of " + n + " is no proportion");
    }
  }
}
