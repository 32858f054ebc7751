package ki.testbed.rules.label;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Text;

/** The files of a scheme as they are written; {@link SchemeReader} makes sense of them. */
final class SchemeFile {
  private SchemeFile() {}

  record Main(
      String id,
      String version,
      Text name,
      String source,
      List<LevelLine> levels,
      List<KindLine> kinds,
      List<Term> scopes,
      List<WeightingLine> weightings,
      TargetSource targetSource,
      List<DemandLine> demands,
      List<String> policies,
      List<DimensionLine> dimensions,
      List<List<String>> sameAs,
      Counts counts) {}

  record LevelLine(String code, int number, String de, String en) {}

  record KindLine(String code, String de, String en, boolean assessment) {}

  record Term(String code, String de, String en) {}

  record WeightingLine(String code, String de, String en, Weighting.Role role) {}

  record DemandLine(int need, String de, String en, String level, Validation validation) {}

  record DimensionLine(String code, String de, String en, List<CriterionLine> criteria) {}

  record CriterionLine(
      String code, String de, String en, boolean gated, Map<String, String> externalIds) {}

  /** What must come out, so that a lost or doubled line is found. */
  record Counts(
      int dimensions,
      int criteria,
      int indicators,
      int questions,
      int methods,
      Map<String, Integer> kinds,
      Map<String, Integer> scopes,
      Map<String, Integer> weightings,
      Map<String, Integer> measurability) {}

  record Indicators(List<IndicatorLine> indicators) {}

  record IndicatorLine(
      String code,
      String criterion,
      String de,
      String en,
      String kind,
      String scope,
      String weighting,
      Measurability measurability) {}

  record Items(List<ItemLine> items) {}

  record ItemLine(
      String key,
      String indicator,
      String level,
      String de,
      String en,
      ObservableItem.DecidedBy decidedBy,
      Optional<String> check) {}

  record Methods(List<Method> methods) {}

  record Needs(Map<String, Map<Integer, Text>> scales, List<QuestionLine> questions) {}

  record QuestionLine(
      String id,
      NeedQuestion.Type type,
      String criterion,
      int category,
      String scale,
      String de,
      String en,
      Optional<String> inheritsFrom) {}
}
