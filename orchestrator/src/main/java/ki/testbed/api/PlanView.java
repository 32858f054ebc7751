package ki.testbed.api;

import java.time.Instant;
import java.util.List;
import ki.testbed.catalog.TestPlan;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.Operator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sealed version of a test plan.
 *
 * @param body the canonical tree that the hash is over
 */
record PlanView(
    String id,
    int version,
    String ref,
    Text title,
    Text description,
    Sha256 sha256,
    Instant sealedAt,
    List<ScenarioView> scenarios,
    List<CriterionView> criteria,
    List<TestPlan.DataSetRef> dataSets,
    JsonNode body) {
  static PlanView of(TestPlan plan, JsonMapper json) {
    return new PlanView(
        plan.ref().id(),
        plan.ref().version(),
        plan.ref().toString(),
        plan.title(),
        plan.description(),
        plan.sha256(),
        plan.sealedAt(),
        plan.scenarios().stream().map(one -> ScenarioView.of(one.scenario())).toList(),
        plan.criteria().stream().map(CriterionView::of).toList(),
        plan.dataSets(),
        json.readTree(plan.body()));
  }

  /** A threshold rule. */
  record CriterionView(
      String id,
      String scenario,
      String metric,
      Operator operator,
      Amount threshold,
      String unit,
      DecisionRule rule,
      Amount confidence,
      String justification,
      List<String> indicators) {
    static CriterionView of(Criterion criterion) {
      return new CriterionView(
          criterion.id(),
          criterion.scenario(),
          criterion.metric(),
          criterion.operator(),
          new Amount(criterion.value()),
          criterion.unit(),
          criterion.rule(),
          new Amount(criterion.confidence()),
          criterion.justification(),
          criterion.indicators());
    }
  }
}
