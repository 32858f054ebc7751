package ki.testbed.rules.label;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.MetricDefinitions;
import ki.testbed.rules.Verdict;
import tools.jackson.databind.JsonNode;

/**
 * Checks that a test plan, its verdicts and its runs answer by themselves. Whether a threshold was
 * met plays no part: a test that was run was run.
 */
public final class EvaluationChecks {
  private static final int SHORTEST_JUSTIFICATION = 20;
  private static final Set<String> QUALITY = Set.of(MetricDefinitions.ACCURACY_SHARE);

  private final Map<String, CheckAnswer> answers = new HashMap<>();
  private final JsonNode plan;
  private final List<Criterion> criteria;
  private final List<Verdict> verdicts;

  private EvaluationChecks(JsonNode plan, List<Criterion> criteria, List<Verdict> verdicts) {
    this.plan = plan;
    this.criteria = criteria;
    this.verdicts = verdicts;
  }

  /**
   * What the runs say beside their verdicts.
   *
   * @param allDone all planned runs were measured and their results are kept
   * @param nodeClass of the nodes they ran on, absent if they differ or it is not known
   */
  public record Runs(boolean allDone, Optional<String> nodeClass) {}

  /**
   * Answers by name of the check.
   *
   * @param plan the canonical body of the sealed plan
   */
  public static Map<String, CheckAnswer> of(
      JsonNode plan, List<Criterion> criteria, List<Verdict> verdicts, Runs runs) {
    var checks = new EvaluationChecks(plan, criteria, verdicts);
    checks.metrics();
    checks.plan(runs);
    checks.runs(runs);
    return Map.copyOf(checks.answers);
  }

  private void metrics() {
    List<Criterion> performance = criteria.stream().filter(one -> names(one, "VE1.2")).toList();
    answer(
        "quality-metric",
        performance.stream().anyMatch(one -> quality(one) && justified(one)),
        new Text(
            "Kriterien des Plans mit Gütemaß und Begründung",
            "criteria of the plan with a quality metric and a justification"));
    answer(
        "quality-categories",
        performance.stream()
                .filter(EvaluationChecks::counts)
                .map(EvaluationChecks::category)
                .distinct()
                .count()
            > 1,
        new Text(
            "Arten von Maßen, die zur erklärten Funktion gehören",
            "kinds of metrics that belong to the declared function"));
    answer(
        "bounds",
        !performance.isEmpty() && performance.stream().allMatch(this::bounded),
        new Text("Schranken je Kriterium", "bounds of each criterion"));
    answer(
        "graded-thresholds",
        performance.stream().collect(Collectors.groupingBy(Criterion::metric)).values().stream()
            .anyMatch(EvaluationChecks::graded),
        new Text("Schwellen eines Maßes je Szenario", "thresholds of one metric by scenario"));
  }

  private void plan(Runs runs) {
    boolean complete =
        Stream.of("responsible", "schedule").allMatch(this::written)
            && Stream.of("resources", "dataSets", "scenarios")
                .allMatch(name -> !plan.path(name).isEmpty());
    answer("plan-complete", complete, new Text("Angaben des Plans", "what the plan states"));
    String why = plan.path("environment").path("justification").asString("");
    answer(
        "environment-justified",
        why.strip().length() >= SHORTEST_JUSTIFICATION,
        new Text("Begründung der Umgebung", "justification of the environment"));
    String declared = plan.path("environment").path("nodeClass").asString("");
    answer(
        "declared-node-class",
        !declared.isBlank() && runs.nodeClass().filter(declared::equals).isPresent(),
        new Text("Klasse der Knoten", "class of the nodes"));
  }

  private void runs(Runs runs) {
    JsonNode odd = plan.path("odd");
    answer(
        "odd-given",
        Stream.of("inputs", "limits").noneMatch(name -> odd.path(name).asString("").isBlank()),
        new Text("Einsatzbereich im Plan", "operational design domain in the plan"));
    answer(
        "all-runs-done",
        runs.allDone(),
        new Text("geplante Läufe und ihre Ergebnisse", "planned runs and their results"));
  }

  private void answer(String check, boolean holds, Text why) {
    CheckAnswer.State state = holds ? CheckAnswer.State.HOLDS : CheckAnswer.State.FAILS;
    answers.put(check, new CheckAnswer(state, why, List.of()));
  }

  private boolean written(String name) {
    return !plan.path(name).asString("").isBlank();
  }

  private boolean bounded(Criterion criterion) {
    return verdicts.stream()
        .filter(one -> one.criterionId().equals(criterion.id()))
        .flatMap(one -> one.measurement().stream())
        .anyMatch(one -> one.lower().isPresent() && one.upper().isPresent());
  }

  private static boolean graded(List<Criterion> ofOneMetric) {
    return ofOneMetric.stream().map(Criterion::scenario).distinct().count() > 1
        && ofOneMetric.stream().map(Criterion::value).distinct().count() > 1;
  }

  private static boolean names(Criterion criterion, String indicator) {
    return criterion.indicators().contains(indicator);
  }

  private static boolean justified(Criterion criterion) {
    return criterion.justification().strip().length() >= SHORTEST_JUSTIFICATION;
  }

  private static boolean quality(Criterion criterion) {
    return QUALITY.contains(criterion.metric());
  }

  /** What nobody declared as the function is information only. */
  private static boolean counts(Criterion criterion) {
    return quality(criterion) || criterion.declaredFunction();
  }

  private static String category(Criterion criterion) {
    if (quality(criterion)) {
      return "quality";
    }
    return criterion.metric().startsWith("latency_") ? "latency" : criterion.metric();
  }
}
