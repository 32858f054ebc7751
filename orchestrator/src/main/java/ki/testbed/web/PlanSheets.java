package ki.testbed.web;

import java.util.List;
import java.util.Optional;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.DataSet;
import ki.testbed.catalog.TestPlan;
import ki.testbed.catalog.TestPlan.DataSetRef;
import ki.testbed.catalog.TestPlan.PlannedScenario;
import ki.testbed.protocol.Scenario;
import ki.testbed.rules.Criterion;
import org.springframework.stereotype.Component;

/** Test plans in words. */
@Component
class PlanSheets {
  private final Catalog catalog;
  private final PlanExamples examples;

  PlanSheets(Catalog catalog, PlanExamples examples) {
    this.catalog = catalog;
    this.examples = examples;
  }

  PlanSheet of(TestPlan plan, FigureWords words) {
    return new PlanSheet(
        plan.ref().id(),
        plan.ref().toString(),
        words.phrases().text(plan.title()),
        words.phrases().text(plan.description()),
        plan.scenarios().stream().map(one -> words.scenario(one.scenario())).toList(),
        plan.criteria().stream().map(one -> row(plan, one, words)).toList(),
        plan.dataSets().stream().map(one -> data(plan, one, words)).toList(),
        plan.sha256().hex());
  }

  private static PlanSheet.Row row(TestPlan plan, Criterion criterion, FigureWords words) {
    return new PlanSheet.Row(
        words.metric(criterion.metric()),
        scenario(plan, criterion.scenario()).map(words::scenario).orElse(criterion.scenario()),
        words.limit(criterion),
        words.phrases().of("rule." + criterion.rule(), words.percent(criterion.confidence())),
        criterion.justification());
  }

  private static Optional<Scenario> scenario(TestPlan plan, String id) {
    return plan.scenarios().stream()
        .map(PlannedScenario::scenario)
        .filter(one -> one.id().equals(id))
        .findFirst();
  }

  private PlanSheet.Samples data(TestPlan plan, DataSetRef ref, FigureWords words) {
    DataSet set = catalog.dataSet(ref.ref(), ref.version());
    Phrases phrases = words.phrases();
    return new PlanSheet.Samples(
        phrases.of(
            "plan.data.size",
            phrases.text(set.title()),
            phrases.figures().count(set.n()),
            set.licence()),
        set.selectionRule(),
        outputs(plan, ref).stream().findFirst().orElse(""),
        examples.of(set));
  }

  private static List<String> outputs(TestPlan plan, DataSetRef ref) {
    return plan.scenarios().stream()
        .filter(one -> one.dataSet().equals(ref.ref()))
        .map(PlannedScenario::scoredOutput)
        .toList();
  }
}
