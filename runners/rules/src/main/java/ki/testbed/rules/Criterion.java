package ki.testbed.rules;

import java.util.List;

/**
 * A threshold rule of a test plan.
 *
 * @param scenario id of the scenario whose runs it asks about
 * @param metric id and version, for example {@code latency_p99@1}
 * @param value the threshold, in the unit of the metric
 * @param confidence of each one-sided bound, in [0.5, 0.9999]
 * @param justification why this threshold, at least 20 characters
 * @param indicators codes of the label's indicators it gives evidence for
 * @param declaredFunction whether the value is part of what the submission claims to do
 */
public record Criterion(
    String id,
    String scenario,
    String metric,
    Operator operator,
    Decimal value,
    String unit,
    DecisionRule rule,
    Decimal confidence,
    Repeats repeats,
    String justification,
    List<String> indicators,
    boolean declaredFunction) {

  /** Where a plan gives none. */
  public static final Decimal DEFAULT_CONFIDENCE = Decimal.parse("0.99");

  public Criterion {
    indicators = List.copyOf(indicators);
    if (confidence.compareTo(Decimal.parse("0.5")) < 0
        || confidence.compareTo(Decimal.parse("0.9999")) > 0) {
      throw new IllegalArgumentException(
          "criterion " + id + ": confidence must be within 0.5 and 0.9999");
    }
    if (operator == Operator.EQUAL && rule == DecisionRule.GUARDED) {
      throw new IllegalArgumentException("criterion " + id + ": == is only for the rule SIMPLE");
    }
  }
}
