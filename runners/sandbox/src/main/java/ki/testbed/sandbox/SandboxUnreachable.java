package ki.testbed.sandbox;

/** The engine did not answer in time or went away: the outcome is unknown. Look, then try again. */
public final class SandboxUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SandboxUnreachable(String message) {
    super(message);
  }

  public SandboxUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
