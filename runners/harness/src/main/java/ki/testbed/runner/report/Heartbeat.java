package ki.testbed.runner.report;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Phase;

/**
 * Says regularly that the run lives and how it goes: once a second under load, every five seconds
 * otherwise.
 */
public final class Heartbeat implements AutoCloseable {
  private static final int QUIET_SECONDS = 5;
  private static final int PERCENT_KEPT_FREE = 2;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("heartbeat").daemon().factory());
  private final EventWriter events;
  private final Supplier<Event.Progress> look;
  private final Thread.UncaughtExceptionHandler unexpected;
  private int quiet;

  /**
   * Starts beating.
   *
   * @param unexpected is told what ends the beating
   */
  public Heartbeat(
      EventWriter events,
      Supplier<Event.Progress> look,
      Thread.UncaughtExceptionHandler unexpected) {
    this.events = events;
    this.look = look;
    this.unexpected = unexpected;
    var _ = thread.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  private void beat() {
    try {
      say(look.get());
    } catch (RuntimeException e) {
      // A schedule would silently end here, and the run would look dead.
      unexpected.uncaughtException(Thread.currentThread(), e);
    }
  }

  private void say(Event.Progress progress) {
    if (underLoad(progress.phase()) || ++quiet % QUIET_SECONDS == 0) {
      events.writeIfRoom(progress, PERCENT_KEPT_FREE);
    }
  }

  private static boolean underLoad(Phase phase) {
    return switch (phase) {
      case WARMUP, WINDOW, DRAIN, REPEATS -> true;
      case READY, CONFORMANCE, IDLE, CALIBRATION_A, CALIBRATION_B, SCORING, REPORT -> false;
    };
  }

  /** Stops; no beat comes after this returns. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the heartbeat does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
