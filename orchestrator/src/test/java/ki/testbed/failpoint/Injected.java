package ki.testbed.failpoint;

/** What a failpoint throws: nobody in the service knows it, so nobody can expect it. */
public final class Injected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Injected(String failpoint) {
    super("a fault of the tests at " + failpoint);
  }
}
