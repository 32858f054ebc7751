package ki.testbed.runner.report;

/** The order's cap on stdout is reached. */
public final class StdoutFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StdoutFull() {
    super("the cap on stdout is reached");
  }
}
