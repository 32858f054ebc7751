package ki.testbed.rules.statistics;

import java.util.Arrays;

/** The middle of a set of numbers. */
public final class Median {
  private Median() {}

  /**
   * Mean of the two middle values where their number is even.
   *
   * @throws IllegalArgumentException for no values
   */
  public static double of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing has no middle");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double upper = sorted[half];
    double lower = sorted.length % 2 == 1 ? upper : sorted[half - 1];
    return lower == upper
        ? upper
        : lower + (upper - lower) / 2; // two infinities have no difference
  }
}
