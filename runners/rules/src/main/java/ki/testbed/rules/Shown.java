package ki.testbed.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as rule outcomes show them; comparisons use the numbers themselves. */
final class Shown {
  private static final int DIGITS = 6;

  private Shown() {}

  /** With unit: {@code 1.25 ms}. */
  static String ms(long nanos) {
    return Decimal.ofNanosAsMillis(nanos) + " ms";
  }

  /** Rounded to six digits after the point. */
  static String number(double value) {
    return Double.isFinite(value) ? round(value) : "Infinity";
  }

  private static String round(double value) {
    return Decimal.of(BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP)).toString();
  }
}
