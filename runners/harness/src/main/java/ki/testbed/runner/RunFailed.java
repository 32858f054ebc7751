package ki.testbed.runner;

/** The run cannot be measured, for a reason that is not the runner's defect. */
final class RunFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A run that ends here.
   *
   * @param reason code for the last event
   */
  RunFailed(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
