package ki.testbed.web;

import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.RunState;
import ki.testbed.review.StatementState;
import ki.testbed.rules.Validity;
import ki.testbed.rules.VerdictValue;
import ki.testbed.submission.SubmissionState;

/**
 * A state as word, shape and colour, in that order of importance.
 *
 * @param shape name of a shape in the fragment of shapes; also its style
 */
public record Badge(String shape, String word) {

  static Badge of(VerdictValue verdict, Phrases phrases) {
    String shape =
        switch (verdict) {
          case MET -> "met";
          case NOT_MET -> "not-met";
          case INCONCLUSIVE -> "open";
          case NOT_EVALUATED -> "void";
        };
    return new Badge(shape, phrases.word("verdict", verdict));
  }

  static Badge of(RunState state, Phrases phrases) {
    String shape =
        switch (state) {
          case QUEUED -> "waiting";
          case PROVISIONING, RUNNING, DRAINING, COLLECTING -> "running";
          case SUCCEEDED -> "done";
          case FAILED -> "not-met";
          case CANCELLED -> "void";
        };
    return new Badge(shape, phrases.word("run.state", state));
  }

  static Badge of(Validity validity, Phrases phrases) {
    String shape =
        switch (validity) {
          case VALID -> "met";
          case INVALID_HARNESS, INVALID_SUT -> "not-met";
          case INCONCLUSIVE -> "open";
        };
    return new Badge(shape, phrases.word("validity", validity));
  }

  static Badge of(SubmissionState state, Phrases phrases) {
    String shape =
        switch (state) {
          case CHECKING -> "running";
          case ACCEPTED -> "met";
          case REJECTED -> "not-met";
          case WITHDRAWN -> "void";
        };
    return new Badge(shape, phrases.word("submission.state", state));
  }

  static Badge of(StatementState state, Phrases phrases) {
    String shape =
        switch (state) {
          case INDICATION, SELF_ASSESSED -> "open";
          case IN_REVIEW -> "running";
          case VALIDATED -> "met";
          case NOT_CONFIRMED, REVOKED -> "not-met";
          case SUPERSEDED, WITHDRAWN -> "void";
        };
    return new Badge(shape, phrases.word("statement.state", state));
  }

  /** Of a judged evaluation with failed runs, that it is incomplete. */
  static Badge of(Evaluation evaluation, Phrases phrases) {
    boolean failed = evaluation.runs().stream().anyMatch(run -> run.state() == RunState.FAILED);
    if (failed && evaluation.state() == Evaluation.EvaluationState.JUDGED) {
      return new Badge("not-met", phrases.of("evaluation.state.incomplete"));
    }
    String shape =
        switch (evaluation.state()) {
          case OPEN -> "running";
          case JUDGED -> "done";
          case CANCELLED -> "void";
        };
    return new Badge(shape, phrases.word("evaluation.state", evaluation.state()));
  }
}
