package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Mode;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.SubmissionId;

/** Everything done for one submission against one test plan. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EvaluationView(
    EvaluationId id,
    SubmissionId submissionId,
    String submissionName,
    String submissionVersion,
    String imageDigest,
    String plan,
    Sha256 planHash,
    List<Sha256> dataSetHashes,
    Mode mode,
    Grade grade,
    Evaluation.EvaluationState state,
    Instant createdAt,
    Optional<Instant> endedAt,
    List<RunView> runs,
    List<VerdictView> verdicts) {
  static EvaluationView of(Evaluation evaluation, List<RunView> runs, List<VerdictView> verdicts) {
    return new EvaluationView(
        evaluation.id(),
        evaluation.submission(),
        evaluation.submissionName(),
        evaluation.submissionVersion(),
        evaluation.imageDigest().prefixed(),
        evaluation.plan().toString(),
        evaluation.planHash(),
        evaluation.dataSetHashes(),
        evaluation.mode(),
        evaluation.grade(),
        evaluation.state(),
        evaluation.createdAt(),
        evaluation.endedAt(),
        runs,
        verdicts);
  }
}
