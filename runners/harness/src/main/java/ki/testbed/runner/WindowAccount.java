package ki.testbed.runner;

import java.util.Optional;
import ki.testbed.protocol.Observations;
import ki.testbed.runner.measure.CpuTicks;
import ki.testbed.runner.measure.Dispatcher;
import ki.testbed.runner.measure.HostWatch;
import ki.testbed.runner.measure.Recording;
import ki.testbed.runner.measure.Traffic;

/** What happened in the window beside the exchanges themselves. */
final class WindowAccount {
  private final Traffic traffic;
  private final Instruments instruments;
  private final HostWatch watch;
  private final int openedBefore;
  private final int abortedBefore;
  private final int unsolicitedBefore;
  private final long bodiesBefore;
  private final long refusedBefore;
  private Optional<HostWatch.Seen> seen = Optional.empty();

  WindowAccount(Traffic traffic, Instruments instruments, HostWatch watch) {
    this.traffic = traffic;
    this.instruments = instruments;
    this.watch = watch;
    this.openedBefore = instruments.connections().openedCount();
    this.abortedBefore = instruments.connections().abortedCount();
    this.unsolicitedBefore = instruments.connections().unsolicitedCount();
    this.bodiesBefore = instruments.bodies().count();
    this.refusedBefore = instruments.bodies().refusedCount();
  }

  Traffic traffic() {
    return traffic;
  }

  Recording recording() {
    return traffic.recording();
  }

  /** The window and its draining are over. */
  void close() {
    if (seen.isEmpty()) {
      seen = Optional.of(watch.stop());
    }
  }

  boolean sawUnsolicited() {
    return instruments.connections().unsolicitedCount() > unsolicitedBefore;
  }

  Observations observations(int foreignConnections) {
    HostWatch.Seen host = seen.orElseThrow();
    Dispatcher.Lateness lateness = traffic.lateness();
    CpuTicks ticks = host.ticks();
    return new Observations(
        host.spanNs(),
        instruments.processors(),
        host.cpuNs(),
        lateness.spunNs(),
        ticks.isKnown() ? ticks.stealShare() : null,
        ticks.isKnown() ? ticks.busyShare() : null,
        host.foreign().orElse(null),
        host.gc().count(),
        host.gc().maxNs(),
        host.gc().totalNs(),
        host.jitter().p99Ns(),
        host.jitter().maxNs(),
        (double) host.spanNs() / host.wallNs(),
        host.jitter().clockStepNs(),
        lateness.p50Ns(),
        lateness.p99Ns(),
        lateness.maxNs(),
        instruments.departures().marginNs(),
        instruments.departures().timerSlackNs(),
        traffic.bytesPlanned(),
        traffic.bytesWritten(),
        instruments.connections().abortedCount() - abortedBefore,
        instruments.bodies().count() - bodiesBefore,
        instruments.bodies().refusedCount() - refusedBefore,
        instruments.connections().openedCount() - openedBefore,
        instruments.connections().unsolicitedCount() - unsolicitedBefore,
        foreignConnections);
  }
}
