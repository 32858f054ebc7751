package ki.testbed.submission;

/** A submission that cannot be used like this. */
public final class SubmissionProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; the words are stable. */
  public enum Code {
    /** This organisation has no such submission. */
    NOT_FOUND,
    /** It is not ACCEPTED, so it cannot be started. */
    NOT_ACCEPTED,
    /** The manifest's text is longer than 64 KiB. */
    MANIFEST_TOO_LONG
  }

  private final Code code;

  SubmissionProblem(Code code) {
    super(code.name());
    this.code = code;
  }

  /** Which one. */
  public Code code() {
    return code;
  }
}
