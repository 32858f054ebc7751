package ki.testbed.protocol;

/** Exit codes of a runner. */
public enum RunnerExit {
  /** The last event tells how it ended. */
  DONE(0),
  /** The order is not understood. */
  BAD_ORDER(64),
  /** The order ended early or a hash is wrong. */
  ORDER_INCOMPLETE(65),
  /** A defect of the runner. */
  INTERNAL(70),
  /** Stopped by SIGTERM. */
  CANCELLED(143);

  private final int code;

  RunnerExit(int code) {
    this.code = code;
  }

  /** The process exit code. */
  public int code() {
    return code;
  }
}
