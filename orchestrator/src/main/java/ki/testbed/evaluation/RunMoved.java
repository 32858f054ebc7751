package ki.testbed.evaluation;

/**
 * The row is not what a decision was made about: somebody else was first. Nothing was written; look
 * again.
 */
final class RunMoved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RunMoved(RunId run) {
    super("run " + run + " has moved on; nothing was written");
  }
}
