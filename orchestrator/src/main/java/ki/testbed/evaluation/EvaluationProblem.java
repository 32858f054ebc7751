package ki.testbed.evaluation;

import ki.testbed.protocol.Text;

/** What was asked for cannot be done; says why and what to do next. */
public final class EvaluationProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final transient Text text;
  private final transient Text nextStep;

  public EvaluationProblem(Code code, Text text, Text nextStep) {
    super(code + ": " + text.en());
    this.code = code;
    this.text = text;
    this.nextStep = nextStep;
  }

  /** Which problem. */
  public Code code() {
    return code;
  }

  /** What is wrong, in one sentence. */
  public Text text() {
    return text;
  }

  /** What the caller does now. */
  public Text nextStep() {
    return nextStep;
  }

  /** Closed set of problems. */
  public enum Code {
    /** No such evaluation, submission or plan for this caller. */
    NOT_FOUND,
    /** The submission is being checked, rejected or withdrawn. */
    SUBMISSION_NOT_ACCEPTED,
    /** The plan asks for something this submission or installation does not have. */
    PLAN_NOT_APPLICABLE,
    /** No node could ever hold this submission (M006). */
    NO_NODE_LARGE_ENOUGH,
    /** All runs have ended, there is nothing to cancel. */
    ALREADY_FINISHED
  }
}
