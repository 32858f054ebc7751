package ki.testbed.rules.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicted probabilities beside what came true, in 15 bins of (nearly) equally many, by ascending
 * probability.
 */
final class EqualMassBins {
  private static final int BINS = 15;

  private EqualMassBins() {}

  /**
   * One bin.
   *
   * @param confidence mean of the probabilities
   * @param accuracy share that came true
   */
  record Bin(int n, double confidence, double accuracy) {}

  static List<Bin> of(double[] probability, boolean[] happened) {
    int n = probability.length;
    if (n == 0 || happened.length != n) {
      throw new IllegalArgumentException(
          "as many probabilities as outcomes are needed, and one at least");
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> probability[i]))
            .mapToInt(i -> i)
            .toArray();
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      int from = (int) ((long) b * n / BINS);
      int to = (int) ((long) (b + 1) * n / BINS);
      if (to > from) {
        bins.add(bin(order, from, to, probability, happened));
      }
    }
    return bins;
  }

  private static Bin bin(int[] order, int from, int to, double[] probability, boolean[] happened) {
    double sum = 0;
    int hits = 0;
    for (int i = from; i < to; i++) {
      sum += probability[order[i]];
      hits += happened[order[i]] ? 1 : 0;
    }
    int n = to - from;
    return new Bin(n, sum / n, (double) hits / n);
  }
}
