package ki.testbed.rules.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * {@code drift/1}: how far outputs have moved from a reference.
 *
 * @param kolmogorovSmirnov largest distance of the two distribution functions
 * @param p of that distance, were there no drift
 * @param populationStability PSI = sum (a_i - e_i) ln(a_i / e_i) over 10 bins with equally many of
 *     the reference, shares at least 1e-4
 */
public record Drift(double kolmogorovSmirnov, double p, double populationStability) {
  private static final int BINS = 10;
  private static final double SMALLEST_SHARE = 1e-4;

  /**
   * Of two samples.
   *
   * @throws IllegalArgumentException if either is empty
   */
  public static Drift of(double[] reference, double[] now) {
    if (reference.length == 0 || now.length == 0) {
      throw new IllegalArgumentException("drift needs a reference and something to compare");
    }
    var test = KolmogorovSmirnovTest.withDefaults().test(reference, now);
    double[] edges = edges(reference);
    return new Drift(
        test.getStatistic(),
        test.getPValue(),
        stability(shares(reference, edges), shares(now, edges)));
  }

  /** PSI of expected and actual shares. */
  public static double stability(double[] expected, double[] actual) {
    double sum = 0;
    for (int i = 0; i < expected.length; i++) {
      double e = Math.max(SMALLEST_SHARE, expected[i]);
      double a = Math.max(SMALLEST_SHARE, actual[i]);
      sum += (a - e) * Math.log(a / e);
    }
    return sum;
  }

  /** Upper edges of all bins but the last: the deciles of the reference. */
  private static double[] edges(double[] reference) {
    double[] sorted = reference.clone();
    Arrays.sort(sorted);
    double[] edges = new double[BINS - 1];
    for (int i = 1; i < BINS; i++) {
      edges[i - 1] = sorted[(int) Math.ceil((double) i * sorted.length / BINS) - 1];
    }
    return edges;
  }

  private static double[] shares(double[] values, double[] edges) {
    double[] shares = new double[BINS];
    for (double value : values) {
      int bin = 0;
      while (bin < edges.length && value > edges[bin]) {
        bin++;
      }
      shares[bin] += 1.0 / values.length;
    }
    return shares;
  }
}
