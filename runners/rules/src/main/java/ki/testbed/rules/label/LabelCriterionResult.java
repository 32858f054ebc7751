package ki.testbed.rules.label;

/** What came out for a label criterion under one policy. */
public record LabelCriterionResult(
    String code, LevelRange range, Target target, Fulfilment fulfilled, Policy policy) {

  static LabelCriterionResult of(String code, LevelRange range, Target target, Policy policy) {
    return new LabelCriterionResult(code, range, target, fulfilment(range, target), policy);
  }

  private static Fulfilment fulfilment(LevelRange range, Target target) {
    return switch (target) {
      case Target.NotRelevant _ -> Fulfilment.NOT_APPLICABLE;
      case Target.Open _ -> Fulfilment.OPEN;
      case Target.AtLeast demanded -> Aggregation.compare(range, demanded.level());
    };
  }
}
