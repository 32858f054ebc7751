package ki.testbed.runner;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Order;
import ki.testbed.runner.driver.Bounds;
import ki.testbed.runner.driver.Caller;
import ki.testbed.runner.driver.Connections;
import ki.testbed.runner.driver.Contract;
import ki.testbed.runner.driver.Look;
import ki.testbed.runner.driver.Readiness;
import ki.testbed.runner.report.EventWriter;

/** Waits until the SUT is ready, or says how far it came. */
final class Readying {
  private static final long LOOK_DEADLINE_NS = 2_000_000_000L;
  private static final long BETWEEN_LOOKS_NS = 20_000_000;

  private final ReceivedOrder received;
  private final Instruments instruments;
  private final EventWriter events;
  private final Cancellation cancellation;

  Readying(
      ReceivedOrder received,
      Instruments instruments,
      EventWriter events,
      Cancellation cancellation) {
    this.received = received;
    this.instruments = instruments;
    this.events = events;
    this.cancellation = cancellation;
  }

  /**
   * Returns when it is ready.
   *
   * @throws RunFailed if it is not in time
   */
  void await() {
    AtomicReference<Look> furthest = new AtomicReference<>(new Look(Readiness.CLOSED, ""));
    LongSupplier clock = instruments.clock();
    long patience = received.order().deadlines().readyNs();
    long end = clock.getAsLong() + patience;
    boolean ready = readyWithin(patience - LOOK_DEADLINE_NS, furthest);
    if (!ready
        && !cancellation.await(() -> lastLook(end, furthest), end - clock.getAsLong(), clock)) {
      fail(furthest.get());
    }
  }

  private boolean readyWithin(long patience, AtomicReference<Look> furthest) {
    try (Connections connections = connections(LOOK_DEADLINE_NS)) {
      Caller caller = new Caller(connections, cancellation::isRequested);
      return patience > 0
          && cancellation.await(() -> look(caller, furthest), patience, instruments.clock());
    }
  }

  /** One that ends with the time there is, however silent the SUT. */
  private boolean lastLook(long end, AtomicReference<Look> furthest) {
    long left =
        Math.clamp(end - instruments.clock().getAsLong(), BETWEEN_LOOKS_NS, LOOK_DEADLINE_NS);
    try (Connections connections = connections(left)) {
      return look(new Caller(connections, cancellation::isRequested), furthest);
    }
  }

  /** Own ones, whose short deadline keeps a silent SUT from holding up the next look. */
  private Connections connections(long deadlineNs) {
    Order order = received.order();
    Bounds bounds = Bounds.of(order.caps().bodyBytes(), deadlineNs);
    return new Connections(
        instruments.transport(), order.target().port(), 1, bounds, instruments.clock());
  }

  /** Not at full speed, as the SUT needs the processor for its start. */
  private boolean look(Caller caller, AtomicReference<Look> furthest) {
    LockSupport.parkNanos(BETWEEN_LOOKS_NS);
    Look now = instruments.driver().look(caller);
    if (now.readiness().compareTo(furthest.get().readiness()) >= 0) {
      furthest.set(now);
    }
    return now.readiness() == Readiness.READY;
  }

  private void fail(Look furthest) {
    switch (furthest.readiness()) {
      case CLOSED -> throw new RunFailed("PORT_NEVER_OPENED");
      case OPEN -> fail(Contract.C201, furthest);
      case LIVE, READY -> fail(Contract.C202, furthest);
    }
  }

  private void fail(Contract contract, Look furthest) {
    long seconds = received.order().deadlines().readyNs() / 1_000_000_000L;
    String detail = seconds + " s; " + furthest.detail();
    events.write(new Event.Conformance(List.of(contract.finding(detail)), null, null));
    throw new RunFailed("NOT_READY");
  }
}
