package ki.testbed.rules.bundle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ki.testbed.rules.label.Aggregation;
import ki.testbed.rules.label.DimensionResult;
import ki.testbed.rules.label.LabelCriterionResult;
import ki.testbed.rules.label.LabelScheme;
import ki.testbed.rules.label.LabelSchemes;
import ki.testbed.rules.label.NeedAnswers;
import ki.testbed.rules.label.NeedResult;
import ki.testbed.rules.label.Needs;
import ki.testbed.rules.label.Policy;
import ki.testbed.rules.label.Ratings;
import ki.testbed.rules.label.Target;
import ki.testbed.rules.label.TargetSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code result.json}: what follows from {@code ratings.json} under the scheme it names. */
public final class LevelsFile {
  private LevelsFile() {}

  /**
   * Needs, label criteria and dimensions.
   *
   * @param ratings {@code {scheme, policy, ratings: {indicator: number}, answers: {question:
   *     number}, targets: {label criterion: number}}}; answers where needs decide, else targets
   * @throws IllegalArgumentException if scheme or policy are not known
   */
  public static JsonNode result(JsonNode ratings) {
    LabelScheme scheme = LabelSchemes.shipped(ratings.path("scheme").asString(""));
    Policy policy =
        Policy.find(ratings.path("policy").asString(""))
            .orElseThrow(() -> new IllegalArgumentException("no such policy"));
    ObjectNode file = JsonNodeFactory.instance.objectNode().put("policy", policy.id());
    Map<String, Target> targets = targets(scheme, ratings, file);
    ArrayNode dimensions = file.putArray("dimensions");
    Aggregation.of(scheme, policy, new Ratings(numbers(ratings.path("ratings"))), targets)
        .forEach(one -> dimension(one, dimensions.addObject()));
    return file;
  }

  private static Map<String, Target> targets(
      LabelScheme scheme, JsonNode ratings, ObjectNode file) {
    if (scheme.targetSource() != TargetSource.NEEDS_ANALYSIS) {
      Map<String, Target> targets = new HashMap<>();
      numbers(ratings.path("targets"))
          .forEach((code, level) -> targets.put(code, new Target.AtLeast(level)));
      return targets;
    }
    List<NeedResult> needs = Needs.of(scheme, new NeedAnswers(numbers(ratings.path("answers"))));
    ObjectNode list = file.putObject("needs");
    needs.forEach(need -> list.put(need.criterion(), word(need.value())));
    file.put("validation", Needs.validation(scheme, needs).name());
    return Needs.targets(scheme, needs);
  }

  private static String word(NeedResult.Value value) {
    return switch (value) {
      case NeedResult.Value.NotRelevant _ -> "NOT_RELEVANT";
      case NeedResult.Value.Open _ -> "OPEN";
      case NeedResult.Value.Need known -> Integer.toString(known.need());
    };
  }

  private static void dimension(DimensionResult result, ObjectNode line) {
    line.put("code", result.code()).put("passed", result.passed().name());
    result.rating().ifPresent(range -> line.put("low", range.low()).put("high", range.high()));
    result.target().ifPresent(target -> line.put("target", target));
    ArrayNode rows = line.putArray("criteria");
    result.rows().forEach(row -> row(row, rows.addObject()));
  }

  private static void row(LabelCriterionResult row, ObjectNode line) {
    line.put("code", row.code())
        .put("low", row.range().low())
        .put("high", row.range().high())
        .put("fulfilled", row.fulfilled().name());
  }

  private static Map<String, Integer> numbers(JsonNode object) {
    Map<String, Integer> numbers = new HashMap<>();
    object.properties().forEach(field -> numbers.put(field.getKey(), field.getValue().asInt(-1)));
    return numbers;
  }
}
