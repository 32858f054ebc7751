package ki.testbed.runner.measure;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * A thread that asks to be woken every millisecond and notes how late it is, and whether the clocks
 * went apart meanwhile.
 */
public final class Jitter {
  private static final long PERIOD_NS = 1_000_000;
  private static final long MOST_NS = 60_000_000_000L;
  private static final long TRUSTED_READ_NS = 20_000;

  private final LongSupplier clock;
  private final InstantSource wall;
  private final Histogram late = new Histogram(MOST_NS, 2);
  private volatile boolean stopped = true;
  private Thread thread = Thread.currentThread();
  private long offset;
  private boolean offsetKnown;
  private long stepNs;

  /**
   * What it noted.
   *
   * @param clockStepNs largest change of wall minus monotonic time between two wake-ups
   */
  public record Figures(long p99Ns, long maxNs, long clockStepNs) {}

  Jitter(LongSupplier clock, InstantSource wall) {
    this.clock = clock;
    this.wall = wall;
  }

  void start() {
    stopped = false;
    thread = Thread.ofPlatform().name("jitter").daemon().start(this::run);
  }

  Figures stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Figures(late.getValueAtPercentile(99), late.getMaxValue(), stepNs);
  }

  private void run() {
    while (!stopped) {
      long due = clock.getAsLong() + PERIOD_NS;
      LockSupport.parkNanos(PERIOD_NS);
      late.recordValue(Math.clamp(clock.getAsLong() - due, 0, MOST_NS));
      compareClocks();
    }
  }

  /**
   * A thread can lose its processor between the two readings; only readings close together count.
   */
  private void compareClocks() {
    long before = clock.getAsLong();
    long now = nanos(wall.instant());
    long after = clock.getAsLong();
    if (after - before > TRUSTED_READ_NS) {
      return;
    }
    long seen = now - before;
    if (offsetKnown) {
      stepNs = Math.max(stepNs, Math.abs(seen - offset));
    }
    offset = seen;
    offsetKnown = true;
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
