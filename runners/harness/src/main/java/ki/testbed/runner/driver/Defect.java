package ki.testbed.runner.driver;

/**
 * A mistake of our own on the event loop, which would otherwise only be logged and look like the
 * SUT's.
 */
public final class Defect {
  private Defect() {}

  /** Hands it to the process's last resort. */
  public static void raise(Throwable cause) {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler last = Thread.getDefaultUncaughtExceptionHandler();
    if (last == null) {
      thread.getThreadGroup().uncaughtException(thread, cause);
    } else {
      last.uncaughtException(thread, cause);
    }
  }
}
