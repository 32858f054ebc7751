package ki.testbed.evaluation;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
final class Await {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /** Until this holds, looking again and again. */
  static void until(String what, BooleanSupplier condition) {
    until(what, DEADLINE, condition);
  }

  static void until(String what, Duration deadline, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY);
    }
  }
}
