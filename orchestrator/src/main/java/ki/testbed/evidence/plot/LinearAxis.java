package ki.testbed.evidence.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.LongStream;

/**
 * An axis from zero over whole steps of 1, 2 or 5 times a power of ten.
 *
 * @param step between two ticks
 * @param steps how many
 */
record LinearAxis(double step, long steps) {
  private static final double[] FACTORS = {1, 2, 5, 10};

  /**
   * The shortest axis that shows this value.
   *
   * @param most ticks beside zero
   */
  static LinearAxis upTo(double greatest, int most) {
    double shown = greatest > 0 ? greatest : 1;
    double decade = Math.pow(10, Math.floor(Math.log10(shown / most)));
    for (double factor : FACTORS) {
      double step = factor * decade;
      if (Math.ceil(shown / step) <= most) {
        return new LinearAxis(step, (long) Math.ceil(shown / step));
      }
    }
    return new LinearAxis(10 * decade, most);
  }

  /** The right or upper end. */
  double top() {
    return step * steps;
  }

  /** Where a value lies, 0 at zero and 1 at the end; beyond the ends it stays there. */
  double position(double value) {
    return Math.clamp(value / top(), 0, 1);
  }

  /** A tick as it is written. */
  static String label(double tick) {
    return BigDecimal.valueOf(tick).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }

  /** Values to write at, zero first. */
  List<Double> ticks() {
    return LongStream.rangeClosed(0, steps).mapToObj(n -> n * step).toList();
  }
}
