package ki.testbed.sandbox;

/** The engine said no; trying the same again changes nothing. */
public final class SandboxRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  private final Cause cause;

  public SandboxRefused(Cause cause, String message) {
    super(message);
    this.cause = cause;
  }

  /** Why, as a closed set. */
  public Cause why() {
    return cause;
  }

  /** Closed set of refusals. */
  public enum Cause {
    /** Another spec exists under the same claim and attempt. */
    OTHER_SPEC,
    /** The program of the SUT's image cannot be started. */
    NOT_STARTABLE,
    /** The program is built for another processor. */
    WRONG_BINARY,
    /** The engine did not take the image. */
    IMAGE_REJECTED,
    /** The image the engine holds is not the one asked for. */
    IMAGE_CHANGED,
    /** The engine did not keep a field of the profile. */
    PROFILE_NOT_HONOURED,
    /** The order could not be delivered. */
    ORDER_NOT_DELIVERED,
    /** Nothing is there under this handle. */
    GONE,
    /** Anything else the engine refused. */
    CREATE_FAILED
  }
}
