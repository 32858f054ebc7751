package ki.testbed.evaluation;

import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.submission.SubmissionId;
import org.springframework.stereotype.Component;

/** Evaluations with their runs and verdicts. */
@Component
class EvaluationViews {
  private final EvaluationStore evaluations;
  private final RunStore runs;
  private final VerdictStore verdicts;

  EvaluationViews(EvaluationStore evaluations, RunStore runs, VerdictStore verdicts) {
    this.evaluations = evaluations;
    this.runs = runs;
    this.verdicts = verdicts;
  }

  Optional<Evaluation> find(Caller caller, EvaluationId id) {
    caller.require(Right.EVALUATION_READ);
    return evaluations.find(caller, id).map(this::whole);
  }

  List<Evaluation> list(Caller caller, int limit, Optional<EvaluationId> after) {
    caller.require(Right.EVALUATION_READ);
    return evaluations.list(caller, limit, after).stream().map(this::whole).toList();
  }

  List<Evaluation> ofSubmission(Caller caller, SubmissionId submission) {
    caller.require(Right.EVALUATION_READ);
    return evaluations.ofSubmission(caller, submission).stream().map(this::whole).toList();
  }

  private Evaluation whole(Evaluation bare) {
    return new Evaluation(
        bare.id(),
        bare.organisation(),
        bare.submission(),
        bare.submissionName(),
        bare.submissionVersion(),
        bare.imageDigest(),
        bare.plan(),
        bare.planHash(),
        bare.dataSetHashes(),
        bare.mode(),
        bare.grade(),
        bare.state(),
        bare.createdAt(),
        bare.endedAt(),
        runs.ofEvaluation(bare.id()).stream().map(RunRow::run).toList(),
        verdicts.ofEvaluation(bare.id()));
  }
}
