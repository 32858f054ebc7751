package ki.testbed.rules.bundle;

import java.io.Serial;

/** What was given is no bundle, or a part of it is not in its form; says which. */
public final class UnreadableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public UnreadableException(String message) {
    super(message);
  }

  public UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
