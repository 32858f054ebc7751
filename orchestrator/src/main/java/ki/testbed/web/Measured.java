package ki.testbed.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.rules.Absent;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.Verdict;

/**
 * An evaluation with the values of its runs and the plan's criteria.
 *
 * @param values by run, from measurement rows
 * @param absent by run, what could not be measured
 */
record Measured(
    Evaluation evaluation,
    List<Criterion> criteria,
    Map<RunId, List<Measurement>> values,
    Map<RunId, List<Absent>> absent) {

  List<Measurement> of(Run run) {
    return values.getOrDefault(run.id(), List.of());
  }

  /** The first run of one of these kinds, the kinds in order of preference. */
  Optional<Run> first(ScenarioKind... kinds) {
    return List.of(kinds).stream()
        .flatMap(kind -> evaluation.runs().stream().filter(run -> run.scenario().kind() == kind))
        .findFirst();
  }

  Optional<Run> run(String scenario) {
    return evaluation.runs().stream()
        .filter(run -> run.scenario().id().equals(scenario))
        .findFirst();
  }

  Optional<Criterion> criterion(Run run, String metric) {
    return criteria.stream()
        .filter(one -> one.scenario().equals(run.scenario().id()) && one.metric().equals(metric))
        .findFirst();
  }

  Optional<Verdict> verdict(Criterion criterion) {
    return evaluation.verdicts().stream()
        .filter(one -> one.criterionId().equals(criterion.id()))
        .findFirst();
  }

  Optional<Absent> whyAbsent(Run run, String metric) {
    return absent.getOrDefault(run.id(), List.of()).stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst();
  }

  List<Criterion> criteriaOf(Run run) {
    return criteria.stream().filter(one -> one.scenario().equals(run.scenario().id())).toList();
  }
}
