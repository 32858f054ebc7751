package ki.testbed.access;

import java.time.Duration;
import java.util.Optional;

/** A wish about signing in or tokens that is not granted. */
public final class AccessProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; the words are stable. */
  public enum Code {
    /** Too many attempts for this login name; {@link #retryAfter} says when to try again. */
    LOGIN_THROTTLED,
    /** This person has as many tokens as one may have; revoke one first. */
    TOKEN_LIMIT,
    /** This person made as many tokens as an hour may have; {@link #retryAfter} says when again. */
    TOKEN_TOO_OFTEN,
    /** Tokens live at least a minute and at most as long as the installation allows. */
    TOKEN_LIFETIME,
    /** A scope that does not exist, or that the caller does not have. */
    TOKEN_SCOPE,
    /** The name is empty, longer than 120 characters or holds control characters. */
    TOKEN_NAME
  }

  private final Code code;
  private final Optional<Duration> retryAfter;

  AccessProblem(Code code) {
    this(code, Optional.empty());
  }

  AccessProblem(Code code, Optional<Duration> retryAfter) {
    super(code.name());
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Which one. */
  public Code code() {
    return code;
  }

  /** How long to wait, where waiting helps. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
