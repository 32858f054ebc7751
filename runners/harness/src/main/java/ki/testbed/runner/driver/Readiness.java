package ki.testbed.runner.driver;

/** How far a SUT has come with starting. */
public enum Readiness {
  /** Nobody listens on the port. */
  CLOSED,
  /** The port accepts connections. */
  OPEN,
  /** It says that it lives. */
  LIVE,
  /** It says that it can answer. */
  READY
}
