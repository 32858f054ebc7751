package ki.testbed.harness;

/** The runner's stdout is not what the protocol says; nothing after it is believed. */
public final class EventViolation extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final long at;

  EventViolation(Kind kind, long at, String message) {
    super(message);
    this.kind = kind;
    this.at = at;
  }

  /** What is violated. */
  public Kind kind() {
    return kind;
  }

  /** The sequence number that should have come. */
  public long at() {
    return at;
  }

  /** Closed set of violations. */
  public enum Kind {
    /** Not an event. */
    SCHEMA,
    /** An event is missing, repeated or of another run. */
    SEQUENCE,
    /** A value outside its range. */
    RANGE,
    /** More bytes than agreed. */
    SIZE,
    /** Data without its hash. */
    HASH
  }
}
