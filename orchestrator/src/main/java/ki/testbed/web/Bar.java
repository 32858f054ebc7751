package ki.testbed.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;

/**
 * A value with its interval against a threshold, drawn in a box of width {@link #WIDTH}.
 *
 * @param low left end of the interval
 * @param high right end
 * @param value where the value lies
 * @param threshold where the threshold lies; outside the box if there is none
 * @param endless whether the interval goes on beyond the right end
 */
public record Bar(double low, double high, double value, double threshold, boolean endless) {
  /** Width of the box. */
  public static final int WIDTH = 200;

  private static final double MARGIN = 0.2;
  private static final int NOWHERE = -10;

  /** Length of the interval, at least a hair. */
  public double length() {
    return Math.max(1.5, high - low);
  }

  /** Whether there is a threshold in it. */
  public boolean against() {
    return threshold >= 0;
  }

  /**
   * Of a measured value; empty where it is infinite or has no bounds and no threshold to be shown
   * against.
   */
  static Optional<Bar> of(Measurement measurement, Optional<Criterion> criterion) {
    Optional<BigDecimal> threshold = criterion.map(Criterion::value).flatMap(Decimal::finite);
    boolean bounded = measurement.lower().isPresent() || measurement.upper().isPresent();
    if (measurement.value().isInfinite() || (!bounded && threshold.isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(draw(measurement, threshold));
  }

  private static Bar draw(Measurement measurement, Optional<BigDecimal> threshold) {
    double value = measurement.value().toDouble();
    double low = measurement.lower().map(Decimal::toDouble).orElse(value);
    double high = measurement.upper().map(Decimal::toDouble).orElse(value);
    boolean endless = Double.isInfinite(high);
    List<Double> shown =
        Stream.concat(
                Stream.of(low, value, endless ? value : high),
                threshold.stream().map(BigDecimal::doubleValue))
            .toList();
    Scale scale = Scale.around(shown, measurement.unit().equals("1"));
    return new Bar(
        scale.at(low),
        endless ? WIDTH : scale.at(high),
        scale.at(value),
        threshold.map(one -> scale.at(one.doubleValue())).orElse((double) NOWHERE),
        endless);
  }

  /** A linear scale that shows all values with some room beside them. */
  private record Scale(double from, double to) {
    static Scale around(List<Double> values, boolean proportion) {
      double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
      double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
      double span = most > least ? most - least : Math.max(Math.abs(most), 0.01);
      double to = most + MARGIN * span;
      return new Scale(Math.max(0, least - MARGIN * span), proportion ? Math.min(1, to) : to);
    }

    double at(double value) {
      return WIDTH * Math.clamp((value - from) / (to - from), 0, 1);
    }
  }
}
