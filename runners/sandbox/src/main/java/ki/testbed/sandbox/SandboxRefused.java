package ki.testbed.sandbox;

/** The engine said no; trying the same again changes nothing. */
public final class SandboxRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as a closed set. */
  private final Cause cause;

  /** A refusal; the message says what was refused and may hold text of the engine. */
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
    /** The engine does not hold an image: load it, then create again. */
    IMAGE_MISSING,
    /** Another spec exists under the same claim and attempt. */
    OTHER_SPEC,
    /** The program of the image cannot be started. */
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
    /** The engine is too old or of a kind this adapter does not know. */
    ENGINE_NOT_SUPPORTED,
    /** Anything else the engine refused. */
    CREATE_FAILED
  }
}
