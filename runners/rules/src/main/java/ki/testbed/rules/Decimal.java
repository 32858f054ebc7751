package ki.testbed.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exact decimal number or positive infinity. Its text is plain, without exponent and trailing
 * zeros ({@code "0.9618"}, {@code "Infinity"}); equality is equality of value.
 */
public final class Decimal implements Comparable<Decimal> {
  /** What a failed exchange's latency is. */
  public static final Decimal INFINITY = new Decimal(Optional.empty());

  /** Nothing. */
  public static final Decimal ZERO = of(0);

  private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]{0,39})(\\.[0-9]{1,40})?");

  private final Optional<BigDecimal> finite;

  private Decimal(Optional<BigDecimal> finite) {
    this.finite = finite;
  }

  /** A whole number. */
  public static Decimal of(long value) {
    return of(BigDecimal.valueOf(value));
  }

  /** Exactly this number. */
  public static Decimal of(BigDecimal value) {
    return new Decimal(Optional.of(value.stripTrailingZeros()));
  }

  /**
   * The shortest decimal that is this double when read back.
   *
   * @throws IllegalArgumentException for NaN and negative infinity
   */
  public static Decimal of(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return INFINITY;
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a decimal: " + value);
    }
    return of(new BigDecimal(Double.toString(value)));
  }

  /** Milliseconds of these nanoseconds, exactly; {@link Long#MAX_VALUE} is infinite. */
  public static Decimal ofNanosAsMillis(long nanos) {
    return nanos == Long.MAX_VALUE ? INFINITY : of(BigDecimal.valueOf(nanos, 6));
  }

  /**
   * Reads a plain decimal of at most 40 digits before and after the point, or {@code Infinity}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  @JsonCreator
  public static Decimal parse(String text) {
    if (text.equals("Infinity")) {
      return INFINITY;
    }
    if (!isPlain(text)) {
      throw new IllegalArgumentException("not a plain decimal");
    }
    return of(new BigDecimal(text));
  }

  /** Whether {@link #parse} reads this text as a finite number. */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }

  /** Whether this is positive infinity. */
  public boolean isInfinite() {
    return finite.isEmpty();
  }

  /** The number; empty if infinite. */
  public Optional<BigDecimal> finite() {
    return finite;
  }

  /** The nearest double. */
  public double toDouble() {
    return finite.map(BigDecimal::doubleValue).orElse(Double.POSITIVE_INFINITY);
  }

  /** This minus other, exactly; empty where either is infinite. */
  public Optional<Decimal> minus(Decimal other) {
    return finite.flatMap(a -> other.finite.map(b -> of(a.subtract(b))));
  }

  @Override
  public int compareTo(Decimal other) {
    if (finite.isEmpty() || other.finite.isEmpty()) {
      return Boolean.compare(isInfinite(), other.isInfinite());
    }
    return finite.get().compareTo(other.finite.get());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return finite.hashCode();
  }

  @JsonValue
  @Override
  public String toString() {
    return finite.map(BigDecimal::toPlainString).orElse("Infinity");
  }
}
