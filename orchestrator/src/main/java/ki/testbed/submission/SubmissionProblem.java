package ki.testbed.submission;

import java.time.Duration;

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
    MANIFEST_TOO_LONG,
    /** Images are not pulled from this registry. */
    REGISTRY_NOT_LISTED,
    /** As many submissions as an hour may have; {@link #retryAfter} is the wait. */
    TOO_OFTEN
  }

  private final Code code;
  private final Duration retryAfter;

  SubmissionProblem(Code code) {
    this(code, Duration.ZERO);
  }

  SubmissionProblem(Code code, Duration retryAfter) {
    super(code.name());
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** After which trying again helps; zero where it does not. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** Which one. */
  public Code code() {
    return code;
  }
}
