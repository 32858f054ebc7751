package ki.testbed.rules.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Exact test of a percentile: t of n independent exchanges are over the limit (failures included),
 * at most 1 - p may be.
 *
 * <p>"At most 1 - p" is shown at confidence c if as few as t would be seen with probability of at
 * most 1 - c were the share exactly 1 - p: P[Bin(n, 1-p) &lt;= t] = I_p(n-t, t+1). It is refuted if
 * as many as t would be: P[Bin(n, 1-p) &gt;= t] = I_(1-p)(t, n-t+1). I is the regularized
 * incomplete beta function (NIST DLMF 8.17.5).
 *
 * @param ppm the percentile in parts per million, p99 = 990000
 * @param confidence c, between 0.5 and 1
 */
public record EarlyStopping(int ppm, double confidence) {
  private static final double MILLION = 1e6;

  public EarlyStopping {
    if (ppm <= 0 || ppm >= MILLION || !(confidence >= 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "a percentile is within 0 and 1000000 ppm, a confidence within 0.5 and 1");
    }
  }

  /** Whether "at most 1 - p over the limit" is shown. */
  public boolean shown(long n, long t) {
    return t < n && RegularizedBeta.value(ppm / MILLION, n - t, t + 1.0) <= 1 - confidence;
  }

  /** Whether "at most 1 - p over the limit" is refuted. */
  public boolean refuted(long n, long t) {
    return t > 0
        && t <= n
        && RegularizedBeta.value((MILLION - ppm) / MILLION, t, n - t + 1.0) <= 1 - confidence;
  }

  /** The largest t that still shows it; -1 if n is too small for any. */
  public long largestShown(long n) {
    long shown = -1;
    long not = n;
    while (not - shown > 1) {
      long middle = (shown + not) >>> 1;
      if (shown(n, middle)) {
        shown = middle;
      } else {
        not = middle;
      }
    }
    return shown;
  }

  /** The smallest t that refutes it; n + 1 if n is too small for any. */
  public long smallestRefuting(long n) {
    long not = 0;
    long refuting = n + 1;
    while (refuting - not > 1) {
      long middle = (not + refuting) >>> 1;
      if (refuted(n, middle)) {
        refuting = middle;
      } else {
        not = middle;
      }
    }
    return refuting;
  }

  /** The smallest n at which t exchanges over the limit still show it. */
  public long smallestN(long t) {
    long not = t;
    long enough = t + 1;
    while (!shown(enough, t)) {
      not = enough;
      enough *= 2;
    }
    while (enough - not > 1) {
      long middle = (not + enough) >>> 1;
      if (shown(middle, t)) {
        enough = middle;
      } else {
        not = middle;
      }
    }
    return enough;
  }
}
