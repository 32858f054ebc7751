package ki.testbed.runner.measure;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Releases arrivals at their times. It sleeps until shortly before and then waits actively, because
 * a sleeping thread wakes up late by 50 us and more. With fewer than two processors it waits
 * actively only briefly, so as not to take the SUT's time.
 */
public final class Dispatcher {
  private static final long MOST_NS = 60_000_000_000L;
  private static final long LONGEST_SLEEP_NS = 20_000_000;
  private static final long LEAST_MARGIN_NS = 60_000;
  private static final long MOST_MARGIN_NS = 500_000;
  private static final long SMALL_MARGIN_NS = 20_000;
  private static final int TRIAL_SLEEPS = 40;
  private static final long TRIAL_NS = 200_000;

  private final LongSupplier clock;
  private final long marginNs;
  private final Histogram lateness = new Histogram(MOST_NS, 3);
  private long spunNs;

  /**
   * How one schedule was released.
   *
   * @param spunNs time of active waiting
   */
  public record Lateness(long p50Ns, long p99Ns, long maxNs, long spunNs) {
    /** Nothing was released. */
    public static final Lateness NONE = new Lateness(0, 0, 0, 0);
  }

  private Dispatcher(LongSupplier clock, long marginNs) {
    this.clock = clock;
    this.marginNs = marginNs;
  }

  /**
   * A dispatcher for the calling thread, its margin found by trial: nine of ten sleeps end within
   * it.
   */
  public static Dispatcher calibrated(LongSupplier clock, int processors) {
    return new Dispatcher(clock, processors < 2 ? SMALL_MARGIN_NS : trial(clock));
  }

  /** A dispatcher with this margin. */
  static Dispatcher withMargin(LongSupplier clock, long marginNs) {
    return new Dispatcher(clock, marginNs);
  }

  private static long trial(LongSupplier clock) {
    Histogram overshoot = new Histogram(MOST_NS, 3);
    for (int i = 0; i < TRIAL_SLEEPS; i++) {
      long due = clock.getAsLong() + TRIAL_NS;
      LockSupport.parkNanos(TRIAL_NS);
      overshoot.recordValue(Math.clamp(clock.getAsLong() - due, 0, MOST_NS));
    }
    return Math.clamp(overshoot.getValueAtPercentile(90), LEAST_MARGIN_NS, MOST_MARGIN_NS);
  }

  /**
   * Releases all offsets in turn, until done or stopped.
   *
   * @param origin the moment offsets count from
   * @param release is told how many arrivals are due so far
   */
  Lateness dispatch(long[] offsets, long origin, IntConsumer release, BooleanSupplier stopped) {
    lateness.reset();
    spunNs = 0;
    int next = 0;
    while (next < offsets.length && waitUntil(origin + offsets[next], stopped)) {
      long now = clock.getAsLong();
      int first = next;
      while (next < offsets.length && origin + offsets[next] <= now) {
        next++;
      }
      release.accept(next);
      for (int i = first; i < next; i++) {
        lateness.recordValue(Math.clamp(now - origin - offsets[i], 0, MOST_NS));
      }
    }
    return new Lateness(
        lateness.getValueAtPercentile(50),
        lateness.getValueAtPercentile(99),
        lateness.getMaxValue(),
        spunNs);
  }

  private boolean waitUntil(long due, BooleanSupplier stopped) {
    long left = due - clock.getAsLong();
    while (left > marginNs) {
      if (stopped.getAsBoolean()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left - marginNs, LONGEST_SLEEP_NS));
      left = due - clock.getAsLong();
    }
    long from = clock.getAsLong();
    while (clock.getAsLong() < due) {
      Thread.onSpinWait();
    }
    spunNs += clock.getAsLong() - from;
    return !stopped.getAsBoolean();
  }

  /** How long before an arrival it stops sleeping. */
  public long marginNs() {
    return marginNs;
  }
}
