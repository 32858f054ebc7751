package ki.testbed.runner;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.protocol.Event;
import ki.testbed.runner.driver.Contract;
import ki.testbed.runner.driver.Readiness;
import ki.testbed.runner.report.EventWriter;

/** Waits until the SUT is ready, or says how far it came. */
final class Readying {
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
    AtomicReference<Readiness> furthest = new AtomicReference<>(Readiness.CLOSED);
    long patience = received.order().deadlines().readyNs();
    if (!cancellation.await(() -> look(furthest), patience, instruments.clock())) {
      fail(furthest.get());
    }
  }

  private boolean look(AtomicReference<Readiness> furthest) {
    Readiness now = instruments.driver().look(instruments.caller());
    if (now.compareTo(furthest.get()) > 0) {
      furthest.set(now);
    }
    return now == Readiness.READY;
  }

  private void fail(Readiness furthest) {
    switch (furthest) {
      case CLOSED -> throw new RunFailed("PORT_NEVER_OPENED");
      case OPEN -> fail(Contract.C201);
      case LIVE, READY -> fail(Contract.C202);
    }
  }

  private void fail(Contract contract) {
    long seconds = received.order().deadlines().readyNs() / 1_000_000_000L;
    events.write(new Event.Conformance(List.of(contract.finding(seconds + " s")), null, null));
    throw new RunFailed("NOT_READY");
  }
}
