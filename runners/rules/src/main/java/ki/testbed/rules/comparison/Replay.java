package ki.testbed.rules.comparison;

import java.math.BigDecimal;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;

/** Whether a run of a sealed evaluation, made again on another node, says the same. */
public final class Replay {
  /** Says the comparison; verdicts stay as they were. */
  public enum Outcome {
    /** Within the tolerance. */
    REPRODUCED,
    /** Outside, but the intervals overlap. */
    INCONCLUSIVE,
    /** Outside, and the intervals do not overlap: a flag is set. */
    DEVIATES
  }

  /**
   * How far apart two values may be: the larger of both.
   *
   * @param absolute in the unit of the metric
   * @param relative to the old value
   */
  public record Tolerance(Decimal absolute, Decimal relative) {
    /** Where a plan names none. */
    public static final Tolerance DEFAULT = new Tolerance(Decimal.ZERO, Decimal.parse("0.02"));

    BigDecimal around(BigDecimal old) {
      return finite(absolute).max(finite(relative).multiply(old.abs()));
    }
  }

  private Replay() {}

  /**
   * Compares a measurement with the same one made again.
   *
   * @throws IllegalArgumentException for different metrics
   */
  public static Outcome of(Measurement old, Measurement again, Tolerance tolerance) {
    if (!old.metric().equals(again.metric())) {
      throw new IllegalArgumentException("a replay compares " + old.metric() + " with itself");
    }
    if (old.value().isInfinite() || again.value().isInfinite()) {
      return old.value().equals(again.value()) ? Outcome.REPRODUCED : apart(old, again);
    }
    BigDecimal before = finite(old.value());
    BigDecimal distance = finite(again.value()).subtract(before).abs();
    return distance.compareTo(tolerance.around(before)) <= 0
        ? Outcome.REPRODUCED
        : apart(old, again);
  }

  /** For what is declared deterministic: the hash over samples and answers must be the same. */
  public static Outcome ofAnswers(Sha256 old, Sha256 again) {
    return old.equals(again) ? Outcome.REPRODUCED : Outcome.DEVIATES;
  }

  private static Outcome apart(Measurement old, Measurement again) {
    return overlap(old, again) ? Outcome.INCONCLUSIVE : Outcome.DEVIATES;
  }

  /** A reading without bounds is its own interval. */
  private static boolean overlap(Measurement one, Measurement other) {
    return lower(one).compareTo(upper(other)) <= 0 && lower(other).compareTo(upper(one)) <= 0;
  }

  private static Decimal lower(Measurement one) {
    return one.lower().orElse(one.value());
  }

  private static Decimal upper(Measurement one) {
    return one.upper().orElse(one.value());
  }

  private static BigDecimal finite(Decimal value) {
    return value.finite().orElseThrow();
  }
}
