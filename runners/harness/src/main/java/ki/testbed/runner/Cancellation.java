package ki.testbed.runner;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Whether the run was asked to stop; everything that waits looks here. */
final class Cancellation {
  private static final long LOOK_NS = 2_000_000;

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean requested;

  /** Thrown where a run stops because it was asked to. */
  static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  boolean isRequested() {
    return requested;
  }

  /** Asks the run to stop. */
  void request() {
    requested = true;
  }

  /** The run has said its last word. */
  void done() {
    over.countDown();
  }

  boolean isDone() {
    return over.getCount() == 0;
  }

  /** Waits for the run's last word, so long. */
  boolean awaitDone(long seconds) throws InterruptedException {
    return over.await(seconds, TimeUnit.SECONDS);
  }

  /**
   * Waits for a condition.
   *
   * @return whether it came true in time
   * @throws Cancelled if the run is asked to stop meanwhile
   */
  boolean await(BooleanSupplier condition, long patienceNs, LongSupplier clock) {
    long from = clock.getAsLong();
    while (!condition.getAsBoolean()) {
      check();
      if (clock.getAsLong() - from >= patienceNs) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    return true;
  }

  void check() {
    if (requested) {
      throw new Cancelled();
    }
  }
}
