package ki.testbed.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.catalog.PlanRef;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Verdict;
import ki.testbed.submission.SubmissionId;

/**
 * Everything done for one submission against one test plan.
 *
 * @param planHash fixed before the first run
 * @param verdicts one per criterion once all runs have ended, empty before
 */
public record Evaluation(
    EvaluationId id,
    OrganisationId organisation,
    SubmissionId submission,
    String submissionName,
    String submissionVersion,
    Sha256 imageDigest,
    PlanRef plan,
    Sha256 planHash,
    List<Sha256> dataSetHashes,
    Mode mode,
    Grade grade,
    EvaluationState state,
    Instant createdAt,
    Optional<Instant> endedAt,
    List<Run> runs,
    List<Verdict> verdicts) {

  /** Sum of its runs. */
  public enum EvaluationState {
    /** At least one run has not ended. */
    OPEN,
    /** All runs ended, verdicts stand. */
    JUDGED,
    /** Cancelled on request. */
    CANCELLED
  }
}
