package ki.testbed.evidence.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;

/**
 * How numbers are written for people, the same everywhere: three significant digits for what is
 * measured, four decimals for proportions, narrow spaces in thousands, a decimal comma in German.
 */
public final class Figures {
  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
  private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};
  private static final char NARROW_SPACE = '\u202f';
  private static final String SPACE = "\u00a0";

  private final char point;

  private Figures(char point) {
    this.point = point;
  }

  /** For a reader of this language. */
  public static Figures of(Locale locale) {
    return new Figures(locale.getLanguage().equals("de") ? ',' : '.');
  }

  /** Milliseconds of these nanoseconds, with unit. */
  public String latency(long nanos) {
    return significant(BigDecimal.valueOf(nanos).divide(NANOS_PER_MILLI)) + SPACE + "ms";
  }

  /** A value in the unit of its metric; infinite is written as such. */
  public String value(Decimal value, String unit) {
    return value.finite().map(finite -> finite(finite, unit)).orElse("\u221e");
  }

  /** The value of a measurement with its unit. */
  public String value(Measurement measurement) {
    return value(measurement.value(), measurement.unit());
  }

  private String finite(BigDecimal value, String unit) {
    return switch (unit) {
      case "1" -> share(value);
      case "By" -> bytes(value.longValue());
      case "1/s" -> significant(value) + SPACE + "/s";
      default -> significant(value) + SPACE + unit;
    };
  }

  /** A proportion with four decimals. */
  public String share(BigDecimal value) {
    return write(value.setScale(4, RoundingMode.HALF_UP));
  }

  /** A proportion in percent with two significant digits, for words beside a picture. */
  public String percent(double share) {
    return write(BigDecimal.valueOf(share * 100).round(new MathContext(2))) + SPACE + "%";
  }

  /** A percentile in parts per million as percent: {@code 99 %}. */
  public String percentile(int ppm) {
    return write(BigDecimal.valueOf(ppm, 4).stripTrailingZeros()) + SPACE + "%";
  }

  /** A number of things. */
  public String count(long value) {
    return write(BigDecimal.valueOf(value));
  }

  /** A size with a binary unit. */
  public String bytes(long bytes) {
    int unit = 0;
    BigDecimal size = BigDecimal.valueOf(bytes);
    while (size.compareTo(BigDecimal.valueOf(1024)) >= 0 && unit < SIZES.length - 1) {
      size = size.divide(BigDecimal.valueOf(1024));
      unit++;
    }
    return (unit == 0 ? count(bytes) : significant(size)) + SPACE + SIZES[unit];
  }

  /** One decimal, for lengths of time. */
  public String tenths(BigDecimal value) {
    return write(value.setScale(1, RoundingMode.HALF_UP));
  }

  /** Three significant digits, without an exponent. */
  public String significant(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    BigDecimal rounded = value.round(new MathContext(3, RoundingMode.HALF_UP));
    int decimals = Math.max(0, 3 - (rounded.precision() - rounded.scale()));
    return write(rounded.setScale(decimals, RoundingMode.HALF_UP));
  }

  /**
   * A decimal exactly as it is, grouped and with this language's decimal sign: for thresholds,
   * which are written by people.
   */
  public String exact(Decimal value) {
    return value.finite().map(this::write).orElse("\u221e");
  }

  private String write(BigDecimal value) {
    String plain = value.toPlainString();
    int dot = plain.indexOf('.');
    String whole = dot < 0 ? plain : plain.substring(0, dot);
    return grouped(whole) + (dot < 0 ? "" : point + plain.substring(dot + 1));
  }

  private static String grouped(String digits) {
    var text = new StringBuilder(digits);
    int first = digits.startsWith("-") ? 1 : 0;
    for (int at = digits.length() - 3; at > first; at -= 3) {
      text.insert(at, NARROW_SPACE);
    }
    return text.toString();
  }
}
