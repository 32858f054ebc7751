package ki.testbed.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evidence.Evidence;
import ki.testbed.rules.RunResult;
import org.springframework.stereotype.Component;

/** Gathers what the views of evaluations and runs show. */
@Component
class RunReading {
  private final Evaluations evaluations;
  private final Evidence evidence;
  private final Catalog catalog;

  RunReading(Evaluations evaluations, Evidence evidence, Catalog catalog) {
    this.evaluations = evaluations;
    this.evidence = evidence;
    this.catalog = catalog;
  }

  Run find(Caller caller, RunId id) {
    return evaluations.run(caller, id).orElseThrow(Missing::object);
  }

  RunView run(Caller caller, Run run) {
    return RunView.of(
        run, evaluations.waiting(caller, run.id()), evidence.items(caller, run.id().value()));
  }

  List<MeasurementView> measurements(Caller caller, Run run) {
    return evidence.measurements(caller, run.id().value()).stream()
        .map(MeasurementView::of)
        .toList();
  }

  EvaluationView evaluation(Caller caller, Evaluation evaluation) {
    return EvaluationView.of(
        evaluation,
        evaluation.runs().stream().map(run -> run(caller, run)).toList(),
        verdicts(caller, evaluation));
  }

  ResultView result(Caller caller, Evaluation evaluation) {
    List<ResultView.RunResultView> runs =
        evaluation.runs().stream().map(run -> result(caller, run)).toList();
    return ResultAssembly.of(evaluation, verdicts(caller, evaluation), runs);
  }

  private ResultView.RunResultView result(Caller caller, Run run) {
    Optional<RunResult> result = evaluations.result(caller, run.id());
    return new ResultView.RunResultView(
        run(caller, run),
        measurements(caller, run),
        result.map(RunResult::absent).orElse(List.of()),
        result.map(RunResult::rules).orElse(List.of()),
        evaluations.findings(caller, run.id()),
        result.map(RunResult::fingerprint).orElse(Map.of()));
  }

  private List<VerdictView> verdicts(Caller caller, Evaluation evaluation) {
    Optional<TestPlan> plan = catalog.plan(caller, evaluation.plan());
    return evaluation.verdicts().stream()
        .map(verdict ->
            VerdictView.of(
                verdict,
                plan.stream()
                    .flatMap(one -> one.criteria().stream())
                    .filter(criterion -> criterion.id().equals(verdict.criterionId()))
                    .findFirst()))
        .toList();
  }

  /** Runs of this organisation that wait, of its newest evaluations. */
  Stream<RunView> waiting(Caller caller, int evaluationsLookedAt) {
    return evaluations.list(caller, evaluationsLookedAt, Optional.empty()).stream()
        .flatMap(evaluation -> evaluation.runs().stream())
        .filter(run -> run.state() == ki.testbed.evaluation.RunState.QUEUED)
        .map(run -> run(caller, run));
  }
}
