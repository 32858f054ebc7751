package ki.testbed.rules.label;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** From ratings and targets to label criteria and dimensions; there is no overall grade. */
public final class Aggregation {
  private Aggregation() {}

  /**
   * Every dimension with its label criteria.
   *
   * @param targets by code of the label criterion; a missing one is open
   */
  public static List<DimensionResult> of(
      LabelScheme scheme, Policy policy, Ratings ratings, Map<String, Target> targets) {
    return scheme.dimensions().stream()
        .map(dimension ->
            of(
                dimension.code(),
                dimension.criteria().stream()
                    .map(one -> result(scheme, policy, one.code(), ratings, targets))
                    .toList()))
        .toList();
  }

  private static LabelCriterionResult result(
      LabelScheme scheme,
      Policy policy,
      String criterion,
      Ratings ratings,
      Map<String, Target> targets) {
    LevelRange range = policy.apply(scheme, scheme.indicatorsOf(criterion), ratings);
    Target target = targets.getOrDefault(criterion, new Target.Open());
    return LabelCriterionResult.of(criterion, range, target, policy);
  }

  /** One dimension from its rows. */
  static DimensionResult of(String code, List<LabelCriterionResult> rows) {
    List<LabelCriterionResult> relevant =
        rows.stream().filter(row -> row.target() instanceof Target.AtLeast).toList();
    OptionalInt target =
        relevant.stream()
            .map(LabelCriterionResult::target)
            .mapToInt(one -> one instanceof Target.AtLeast known ? known.level() : 0)
            .max();
    Optional<LevelRange> rating =
        relevant.stream()
            .map(LabelCriterionResult::range)
            .reduce(
                (a, b) -> new LevelRange(Math.min(a.low(), b.low()), Math.min(a.high(), b.high())));
    boolean open = rows.stream().anyMatch(row -> row.target() instanceof Target.Open);
    return new DimensionResult(code, rating, target, passed(rating, target, open), rows);
  }

  /** A label criterion whose target is open can only lower the rating and raise the target. */
  private static Fulfilment passed(Optional<LevelRange> rating, OptionalInt target, boolean open) {
    if (rating.isEmpty() || target.isEmpty()) {
      return open ? Fulfilment.OPEN : Fulfilment.NOT_APPLICABLE;
    }
    Fulfilment known = compare(rating.get(), target.getAsInt());
    return open && known == Fulfilment.YES ? Fulfilment.OPEN : known;
  }

  static Fulfilment compare(LevelRange range, int demanded) {
    if (range.low() >= demanded) {
      return Fulfilment.YES;
    }
    return range.high() < demanded ? Fulfilment.NO : Fulfilment.OPEN;
  }
}
