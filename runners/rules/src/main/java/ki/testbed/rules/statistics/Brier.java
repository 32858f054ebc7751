package ki.testbed.rules.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code brier/1}: mean over answers of sum_k (p_k - y_k)^2 (Brier 1950), and its parts (Murphy
 * 1973), each summed over classes in 15 equal-mass bins. score = reliability - resolution +
 * uncertainty holds exactly where all probabilities of a bin are equal.
 *
 * @param reliability how far stated probabilities are from observed shares; less is better
 * @param resolution how far observed shares are from the overall one; more is better
 * @param uncertainty of the classes themselves
 */
public record Brier(double score, double reliability, double resolution, double uncertainty) {

  /**
   * Of the probabilities of each class (row per answer) and the class that is true.
   *
   * @throws IllegalArgumentException for no answers
   */
  public static Brier of(double[][] probabilities, int[] truth) {
    int n = truth.length;
    if (n == 0 || probabilities.length != n) {
      throw new IllegalArgumentException(
          "as many rows as true classes are needed, and one at least");
    }
    Brier sum = new Brier(0, 0, 0, 0);
    for (int k = 0; k < probabilities[0].length; k++) {
      int of = k;
      double[] p = IntStream.range(0, n).mapToDouble(i -> probabilities[i][of]).toArray();
      boolean[] y = new boolean[n];
      for (int i = 0; i < n; i++) {
        y[i] = truth[i] == k;
      }
      sum = sum.plus(ofClass(p, y));
    }
    return sum;
  }

  private static Brier ofClass(double[] p, boolean[] y) {
    int n = p.length;
    List<EqualMassBins.Bin> bins = EqualMassBins.of(p, y);
    double base = bins.stream().mapToDouble(b -> b.n() * b.accuracy()).sum() / n;
    double reliability =
        bins.stream().mapToDouble(b -> b.n() * square(b.confidence() - b.accuracy())).sum() / n;
    double resolution =
        bins.stream().mapToDouble(b -> b.n() * square(b.accuracy() - base)).sum() / n;
    double score = IntStream.range(0, n).mapToDouble(i -> square(p[i] - (y[i] ? 1 : 0))).sum() / n;
    return new Brier(score, reliability, resolution, base * (1 - base));
  }

  private Brier plus(Brier other) {
    return new Brier(
        score + other.score,
        reliability + other.reliability,
        resolution + other.resolution,
        uncertainty + other.uncertainty);
  }

  private static double square(double x) {
    return x * x;
  }
}
