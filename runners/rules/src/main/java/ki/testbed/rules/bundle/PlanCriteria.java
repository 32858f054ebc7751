package ki.testbed.rules.bundle;

import java.util.List;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.Operator;
import ki.testbed.rules.Repeats;
import tools.jackson.databind.JsonNode;

/** Criteria of a sealed plan, which was checked when it was saved. */
final class PlanCriteria {
  private PlanCriteria() {}

  static List<Criterion> read(JsonNode plan) {
    try {
      return plan.path("criteria").valueStream().map(PlanCriteria::criterion).toList();
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("plan.json: " + e.getMessage(), e);
    }
  }

  private static Criterion criterion(JsonNode json) {
    JsonNode repeats = json.path("repeats");
    return new Criterion(
        text(json, "id"),
        text(json, "scenario"),
        text(json, "metric"),
        Operator.parse(text(json, "operator")),
        Decimal.parse(text(json, "value")),
        text(json, "unit"),
        DecisionRule.valueOf(text(json, "rule")),
        json.has("confidence")
            ? Decimal.parse(text(json, "confidence"))
            : Criterion.DEFAULT_CONFIDENCE,
        repeats.isMissingNode()
            ? Repeats.ONCE
            : new Repeats(repeats.path("runs").asInt(0), repeats.path("need").asInt(0)),
        text(json, "justification"),
        json.path("indicators").valueStream().map(one -> one.asString("")).toList(),
        json.path("declaredFunction").asBoolean(false));
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }
}
