package ki.testbed.evaluation;

import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.catalog.PlanRef;
import ki.testbed.protocol.Finding;
import ki.testbed.rules.RunResult;
import ki.testbed.submission.SubmissionId;
import org.springframework.stereotype.Component;

/** Evaluations as callers start, cancel and see them. */
@Component
record StoredEvaluations(
    EvaluationStart starting,
    Cancelling cancelling,
    EvaluationViews views,
    RunViews runs,
    Reconciler reconciler)
    implements Evaluations {

  @Override
  public Evaluation start(Caller caller, SubmissionId submission, PlanRef plan, Mode mode) {
    EvaluationId id = starting.start(caller, submission, plan, mode);
    reconciler.hint();
    return views.find(caller, id).orElseThrow(Problems::noEvaluation);
  }

  @Override
  public Evaluation cancel(Caller caller, EvaluationId id) {
    cancelling.cancel(caller, id);
    reconciler.hint();
    return views.find(caller, id).orElseThrow(Problems::noEvaluation);
  }

  @Override
  public Optional<Evaluation> find(Caller caller, EvaluationId id) {
    return views.find(caller, id);
  }

  @Override
  public List<Evaluation> list(Caller caller, int limit, Optional<EvaluationId> after) {
    return views.list(caller, limit, after);
  }

  @Override
  public List<Evaluation> ofSubmission(Caller caller, SubmissionId submission) {
    return views.ofSubmission(caller, submission);
  }

  @Override
  public Optional<Run> run(Caller caller, RunId id) {
    return runs.find(caller, id);
  }

  @Override
  public List<HistoryEntry> history(Caller caller, RunId id) {
    return runs.history(caller, id);
  }

  @Override
  public List<Finding> findings(Caller caller, RunId id) {
    return runs.findings(caller, id);
  }

  @Override
  public Optional<RunResult> result(Caller caller, RunId id) {
    return runs.result(caller, id);
  }

  @Override
  public Optional<LiveFigures> live(Caller caller, RunId id) {
    return runs.live(caller, id);
  }

  @Override
  public Optional<Integer> position(Caller caller, RunId id) {
    return waiting(caller, id).map(Waiting::ahead);
  }

  @Override
  public Optional<Waiting> waiting(Caller caller, RunId id) {
    return runs.waiting(caller, id);
  }
}
