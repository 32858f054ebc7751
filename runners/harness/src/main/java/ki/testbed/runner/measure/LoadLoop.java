package ki.testbed.runner.measure;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.driver.Connections;
import ki.testbed.runner.driver.Defect;
import ki.testbed.runner.driver.Driver;
import ki.testbed.runner.driver.Fault;
import ki.testbed.runner.driver.Flight;
import ki.testbed.runner.driver.Landing;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Carries out one schedule on the event loop, open (arrivals are released by a dispatcher and never
 * wait for answers) or closed (the next exchange starts when one ended). Arrivals that find no free
 * connection wait in order; beyond the cap they are dropped.
 */
public final class LoadLoop implements Landing {
  /** Widest closed loop. */
  private static final int MOST_WIDTH = 1024;

  private static final long PAUSE_AFTER_REFUSAL_MS = 10;

  /**
   * What carries the load.
   *
   * @param ids numbers for the requests' ids
   * @param inFlightCap most exchanges in flight and waiting
   */
  public record Means(
      Driver driver,
      Connections connections,
      BodySink bodies,
      UniformRandomProvider ids,
      LiveFigures live,
      LongSupplier clock,
      int inFlightCap) {}

  private final Means means;
  private final EventLoop loop;
  private final Schedule schedule;
  private final Recording recording;
  private final IntQueue waiting;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final Runnable takeUp = this::takeUp;
  private volatile int released;
  private final AtomicInteger unsettled = new AtomicInteger();
  private volatile int takenUp;
  private volatile boolean stopped;
  private final AtomicLong bytesPlanned = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private volatile boolean closed;
  private InFlightRule rule = InFlightRule.steady(0);
  private long closesAt;
  private int inFlight;
  private int taken;

  /** A loop for this schedule; nothing happens until it is started. */
  public LoadLoop(Means means, Schedule schedule, Recording recording) {
    this.means = means;
    this.loop = means.connections().loop();
    this.schedule = schedule;
    this.recording = recording;
    this.waiting = new IntQueue(Math.max(MOST_WIDTH, means.inFlightCap()));
  }

  /** Times count from here; arrivals come by {@link #release}. */
  public void startOpen(long origin) {
    recording.startAt(origin);
    loop.execute(() -> means.connections().whenRoom(this::launchWaiting));
  }

  /**
   * Starts as many exchanges as the rule says, and more as they end.
   *
   * @param windowNs no exchange starts later than this
   */
  public void startClosed(InFlightRule keeps, long windowNs) {
    loop.submit(
            () -> {
              closed = true;
              rule = keeps;
              long now = now();
              recording.startAt(now);
              closesAt = windowNs > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + windowNs;
              means.connections().whenRoom(this::launchWaiting);
              next();
            })
        .syncUninterruptibly();
  }

  /** The first so many arrivals are due; from the dispatcher, allocates nothing. */
  void release(int count) {
    released = count;
    if (asked.compareAndSet(false, true)) {
      loop.execute(takeUp);
    }
  }

  /** No further exchange starts, except those that were due already. */
  public void stop() {
    stopped = true;
  }

  /** Whether every exchange that began has ended. */
  public boolean isSettled() {
    return takenUp == released && unsettled.get() == 0;
  }

  /**
   * Whether nothing more will start by itself: all of a closed loop is over, or all arrivals were
   * taken up.
   */
  public boolean isExhausted() {
    return closed ? isSettled() : takenUp == schedule.arrivals();
  }

  /**
   * Ends what is in flight with this fault, and what waits as never sent (or as the fault, if the
   * run is given up).
   */
  public void endAll(Fault fault) {
    loop.submit(
            () -> {
              stopped = true;
              Outcome never = fault == Fault.GIVEN_UP ? Outcome.CANCELLED : Outcome.DROPPED;
              while (!waiting.isEmpty()) {
                recording.end(waiting.remove(), never);
                means.live().neverSent();
                unsettled.decrementAndGet();
              }
              means.connections().abortAll(fault);
            })
        .syncUninterruptibly();
  }

  /** Bytes of the requests of all exchanges that were sent. */
  public long bytesPlanned() {
    return bytesPlanned.get();
  }

  /** Bytes the kernel took of them. */
  public long bytesWritten() {
    return bytesWritten.get();
  }

  private void takeUp() {
    asked.set(false);
    try {
      for (int until = released; taken < until; taken++) {
        arrive(taken, schedule.offsets()[taken]);
      }
      takenUp = taken;
    } catch (RuntimeException e) {
      Defect.raise(e);
    }
  }

  private void next() {
    long now = now();
    int more = stopped || now >= closesAt ? 0 : rule.toStart(inFlight, now - recording.origin());
    for (; more > 0 && taken < schedule.arrivals(); more--) {
      inFlight++;
      arrive(taken++, -1);
    }
  }

  private void arrive(int row, long scheduled) {
    boolean fits = closed || unsettled.get() < means.inFlightCap();
    unsettled.incrementAndGet();
    long now = now();
    recording.begin(row, schedule.samples()[row], schedule.probes()[row], scheduled, now);
    if (!closed) {
      means.live().lag(now - recording.origin() - scheduled);
    }
    if (fits) {
      waiting.add(row);
      launchWaiting();
    } else {
      recording.end(row, Outcome.DROPPED);
      means.live().neverSent();
      unsettled.decrementAndGet();
    }
  }

  private void launchWaiting() {
    while (!waiting.isEmpty() && means.connections().available()) {
      launch(waiting.remove());
    }
  }

  private void launch(int row) {
    int sample = schedule.samples()[row];
    long idHigh = means.ids().nextLong();
    long idLow = means.ids().nextLong();
    int size = means.driver().requestBytes(sample);
    ByteBuf request = means.connections().buffer(size);
    means.driver().write(sample, idHigh, idLow, request);
    bytesPlanned.addAndGet(size);
    means.live().sent();
    means.connections().take().send(request, row, idHigh, idLow, this);
  }

  @Override
  public void landed(Flight flight) {
    recording.land(flight);
    bytesWritten.addAndGet(flight.lastWrite >= 0 ? flight.bytesOut : 0);
    Outcome outcome = flight.outcome();
    if (outcome == Outcome.OK) {
      means.live().landed(recording.latency(flight.exchange));
      means
          .bodies()
          .offer(
              recording, flight.exchange, flight.idHigh, flight.idLow, flight.body, flight.marks);
    } else {
      means.live().landedBadly();
    }
    if (closed) {
      continueClosed(outcome);
    }
    // Only now: between two exchanges of a closed loop it must not look as if all were over.
    unsettled.decrementAndGet();
  }

  /** A SUT that takes no connection must not be asked a million times a second. */
  private void continueClosed(Outcome outcome) {
    inFlight--;
    if (outcome == Outcome.CONNECT && !stopped) {
      unsettled.incrementAndGet();
      var _ =
          loop.schedule(
              () -> {
                next();
                unsettled.decrementAndGet();
              },
              PAUSE_AFTER_REFUSAL_MS,
              TimeUnit.MILLISECONDS);
    } else {
      next();
    }
  }

  private long now() {
    return means.clock().getAsLong();
  }
}
