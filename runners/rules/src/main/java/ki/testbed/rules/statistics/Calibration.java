package ki.testbed.rules.statistics;

import java.util.List;

/**
 * {@code ece/1}: how far stated confidence is from the share of right answers: sum over 15
 * equal-mass bins of n_b/n |accuracy_b - confidence_b| (Naeini 2015, Nixon 2019). Biased upward, so
 * never shown alone: the bins go with it.
 *
 * @param bins in ascending confidence
 */
public record Calibration(double expectedError, List<CalibrationBin> bins) {
  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * One bin.
   *
   * @param confidence mean of what was stated
   * @param accuracy share of right answers
   */
  public record CalibrationBin(int n, double confidence, double accuracy) {}

  /**
   * Of the confidence in each answer and whether it was right.
   *
   * @throws IllegalArgumentException for none, or for different numbers of them
   */
  public static Calibration of(double[] confidence, boolean[] right) {
    List<CalibrationBin> bins =
        EqualMassBins.of(confidence, right).stream()
            .map(b -> new CalibrationBin(b.n(), b.confidence(), b.accuracy()))
            .toList();
    double error =
        bins.stream().mapToDouble(b -> b.n() * Math.abs(b.accuracy() - b.confidence())).sum();
    return new Calibration(error / confidence.length, bins);
  }
}
