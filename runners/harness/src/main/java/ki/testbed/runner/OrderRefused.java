package ki.testbed.runner;

import ki.testbed.protocol.RunnerExit;

/** An order that cannot be carried out, told before anything is started. */
final class OrderRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final RunnerExit exit;

  OrderRefused(RunnerExit exit, String message) {
    super(message);
    this.exit = exit;
  }

  RunnerExit exit() {
    return exit;
  }
}
