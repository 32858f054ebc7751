package ki.testbed.rules.statistics;

import java.util.Arrays;

/**
 * {@code robust/1}: error of disturbed inputs, a row per disturbance, a column per severity in
 * rising order (Hendrycks and Dietterich 2019).
 *
 * @param clean error without a disturbance
 * @param errors E_sc, shares from 0 to 1
 */
public record Robustness(double clean, double[][] errors) {
  public Robustness {
    if (errors.length == 0
        || Arrays.stream(errors)
            .anyMatch(row -> row.length == 0 || row.length != errors[0].length)) {
      throw new IllegalArgumentException(
          "every disturbance needs the same severities, and one at least");
    }
  }

  /** Mean error of one disturbance over its severities. */
  public double mean(int disturbance) {
    return Arrays.stream(errors[disturbance]).average().orElseThrow();
  }

  /** Mean error over all disturbances and severities. */
  public double mean() {
    return Arrays.stream(errors).flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  /** Largest error of any disturbance and severity. */
  public double worst() {
    return Arrays.stream(errors).flatMapToDouble(Arrays::stream).max().orElseThrow();
  }

  /** Area under the error over severity from clean (0) to the highest (1), by trapezoids. */
  public double area(int disturbance) {
    double before = clean;
    double sum = 0;
    for (double error : errors[disturbance]) {
      sum += (before + error) / 2;
      before = error;
    }
    return sum / errors[disturbance].length;
  }

  /**
   * CE_c: errors of one disturbance relative to those of a reference; infinite if that makes none.
   */
  public double relative(int disturbance, Robustness reference) {
    return Arrays.stream(errors[disturbance]).sum()
        / Arrays.stream(reference.errors[disturbance]).sum();
  }
}
