package ki.testbed.evaluation;

import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.catalog.PlanRef;
import ki.testbed.protocol.Finding;
import ki.testbed.rules.RunResult;
import ki.testbed.submission.SubmissionId;

/**
 * Starts, cancels and shows evaluations of the caller's organisation; each method requires the
 * right it needs.
 */
public interface Evaluations {
  /**
   * Fixes plan, image and data hashes, then queues one run per scenario.
   *
   * @throws EvaluationProblem if the submission is not accepted, the plan is unknown, or no node
   *     can ever hold it
   */
  Evaluation start(Caller caller, SubmissionId submission, PlanRef plan, Mode mode);

  /**
   * Asks for the end of all runs that have not ended; finished ones keep their results. Does
   * nothing to a cancelled evaluation.
   *
   * @throws EvaluationProblem NOT_FOUND, or ALREADY_FINISHED if all runs have ended by themselves
   */
  Evaluation cancel(Caller caller, EvaluationId id);

  /** An evaluation of this organisation. */
  Optional<Evaluation> find(Caller caller, EvaluationId id);

  /** Newest first, at most limit, older than the cursor if given. */
  List<Evaluation> list(Caller caller, int limit, Optional<EvaluationId> after);

  /** Newest first, of one submission. */
  List<Evaluation> ofSubmission(Caller caller, SubmissionId submission);

  /** A run of this organisation. */
  Optional<Run> run(Caller caller, RunId id);

  /** Its history, oldest first. */
  List<HistoryEntry> history(Caller caller, RunId id);

  /** What the last conformance check found. */
  List<Finding> findings(Caller caller, RunId id);

  /** The stored result of the last collected attempt. */
  Optional<RunResult> result(Caller caller, RunId id);

  /** Preliminary figures while it runs. */
  Optional<LiveFigures> live(Caller caller, RunId id);

  /** Runs before this one in the queue; empty unless QUEUED. */
  Optional<Integer> position(Caller caller, RunId id);

  /** Why it waits; empty unless QUEUED. */
  Optional<Waiting> waiting(Caller caller, RunId id);
}
