package ki.testbed.runner.measure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.driver.Fault;

/** A schedule being carried out. */
public final class Traffic {
  private static final long LOOK_NS = 1_000_000;

  private final LoadLoop loop;
  private final Schedule schedule;
  private final Recording recording;
  private final LongSupplier clock;
  private volatile boolean stopped;
  private Future<Dispatcher.Lateness> lateness =
      CompletableFuture.completedFuture(Dispatcher.Lateness.NONE);

  /**
   * Traffic that was not started yet.
   *
   * @param ahead whether room for all rows is taken now, so that none is taken while measuring
   */
  public Traffic(LoadLoop.Means means, Schedule schedule, boolean ahead) {
    this.schedule = schedule;
    this.recording = new Recording(schedule.arrivals(), ahead);
    this.loop = new LoadLoop(means, schedule, recording);
    this.clock = means.clock();
  }

  /** Starts an open loop. */
  public void startOpen(Departures departures) {
    lateness = departures.carryOut(schedule.offsets(), loop, () -> stopped);
  }

  /**
   * Starts a closed loop.
   *
   * @param keeps exchanges in flight
   */
  public void startClosed(InFlightRule keeps, long windowNs) {
    loop.startClosed(keeps, windowNs);
  }

  /** No further arrivals. */
  public void stop() {
    stopped = true;
    loop.stop();
  }

  /**
   * Waits until all arrivals are released and every exchange has ended, or ends it with this fault
   * after so long.
   */
  public void drain(long patienceNs, Fault fault) {
    lateness();
    long until = clock.getAsLong() + patienceNs;
    while (!loop.isSettled() && clock.getAsLong() < until) {
      LockSupport.parkNanos(LOOK_NS);
    }
    if (!loop.isSettled()) {
      loop.endAll(fault);
    }
  }

  /** Whether nothing more will start by itself. */
  public boolean isExhausted() {
    return loop.isExhausted();
  }

  /** Whether this much time has passed since it started. */
  public boolean hasRun(long ns) {
    long origin = recording.origin();
    return origin != 0 && clock.getAsLong() - origin >= ns;
  }

  /** The rows. */
  public Recording recording() {
    return recording;
  }

  /** Bytes of the requests of all exchanges that were sent. */
  public long bytesPlanned() {
    return loop.bytesPlanned();
  }

  /** Bytes the kernel took of them. */
  public long bytesWritten() {
    return loop.bytesWritten();
  }

  /** How late arrivals were released; waits for the dispatcher. */
  public Dispatcher.Lateness lateness() {
    return Departures.get(lateness);
  }
}
