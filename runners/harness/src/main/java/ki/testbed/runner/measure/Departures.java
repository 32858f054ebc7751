package ki.testbed.runner.measure;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The one thread that releases arrivals, ready before it is needed: its timer slack set, its margin
 * found.
 */
public final class Departures implements AutoCloseable {
  private static final long LEAD_NS = 1_000_000;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("dispatcher").daemon().factory());
  private final LongSupplier clock;
  private final Future<Long> slack;
  private final Future<Dispatcher> dispatcher;

  /** Starts the thread. */
  public Departures(LongSupplier clock, int processors) {
    this.clock = clock;
    this.slack = thread.submit(TimerSlack::least);
    this.dispatcher = thread.submit(() -> Dispatcher.calibrated(clock, processors));
  }

  /** Releases these offsets into a loop, from a moment just ahead. */
  Future<Dispatcher.Lateness> carryOut(long[] offsets, LoadLoop loop, BooleanSupplier stopped) {
    return thread.submit(() -> {
      long origin = clock.getAsLong() + LEAD_NS;
      loop.startOpen(origin);
      return dispatcher.get().dispatch(offsets, origin, loop::release, stopped);
    });
  }

  /** Timer slack of the thread as the kernel granted it, -1 if unknown; waits for it. */
  public long timerSlackNs() {
    return get(slack);
  }

  /** How long before an arrival it stops sleeping. */
  public long marginNs() {
    return get(dispatcher).marginNs();
  }

  static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the dispatcher's thread failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
