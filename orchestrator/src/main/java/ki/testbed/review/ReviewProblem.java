package ki.testbed.review;

import java.util.List;

/** Something about a statement cannot be done; its words are in the catalogue of messages. */
public final class ReviewProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  ReviewProblem(Code code) {
    this(code, List.of());
  }

  /**
   * With what is concerned.
   *
   * @param about codes of indicators or label criteria
   */
  ReviewProblem(Code code, List<String> about) {
    super(code + (about.isEmpty() ? "" : ": " + String.join(", ", about)));
    this.code = code;
  }

  /** Which problem. */
  public Code code() {
    return code;
  }

  /** Closed set of problems. */
  public enum Code {
    /** No such statement for this caller, or nothing to state yet. */
    NOT_FOUND,
    /** Another step is due in the state it is in. */
    STATEMENT_NOT_IN_STATE,
    /** The scheme has no such indicator, item, level or question. */
    STATEMENT_UNKNOWN_PART,
    /** A level needs a reason in words. */
    STATEMENT_REASON_MISSING,
    /** Indicators are still without a level. */
    STATEMENT_INCOMPLETE,
    /** The examiner belongs to the submitter. */
    CONFLICT_OF_INTEREST,
    /** Only an examiner who has taken it on may do this. */
    STATEMENT_NOT_TAKEN,
    /** The same examiner signs once. */
    SIGNED_ALREADY,
    /** A verdict that is not met has not been judged by a person in writing. */
    RISK_NOT_JUDGED,
    /** The protection need is high, and nobody's qualification is confirmed here. */
    QUALIFICATION_MISSING,
    /** Somebody else was faster. */
    STATEMENT_CHANGED
  }
}
