package ki.testbed.metrics;

import java.util.stream.Stream;
import ki.testbed.evaluation.LiveFigures;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.Usage;

/** Preliminary figures of runs that go on; what could not be read has no series. */
final class LiveFamilies {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Family exchanges =
      Family.counter(MeterNames.LIVE_EXCHANGES, "Exchanges of a running run", "run", "outcome");
  private final Family arrivals =
      Family.counter(MeterNames.LIVE_ARRIVALS, "Requests of a running run", "run", "kind");
  private final Family latency =
      Family.gauge(MeterNames.LIVE_LATENCY, "Preliminary latency percentiles", "run", "quantile");
  private final Family lag =
      Family.gauge(MeterNames.LIVE_LAG, "How late requests leave, 99th percentile", "run");
  private final Family inflight =
      Family.gauge(MeterNames.LIVE_INFLIGHT, "Exchanges in flight", "run");
  private final Family cpu =
      Family.counter(MeterNames.LIVE_CPU, "CPU time of a running run", "run", "part");
  private final Family throttled =
      Family.counter(
          MeterNames.LIVE_THROTTLED, "Time the CPU limit held a container back", "run", "part");
  private final Family memory =
      Family.gauge(MeterNames.LIVE_MEMORY, "Working set of a running run", "run", "part");

  void add(WatchedRun run) {
    run.live().ifPresent(figures -> add(run.id(), figures));
  }

  private void add(String run, LiveFigures figures) {
    Event.Progress progress = figures.progress();
    exchanges.add(progress.ok(), run, "ok").add(progress.failed(), run, "failed");
    arrivals.add(progress.sent(), run, "sent");
    latency
        .add(progress.p50Ns() / NANOS_PER_SECOND, run, "0.5")
        .add(progress.p99Ns() / NANOS_PER_SECOND, run, "0.99");
    lag.add(progress.lagP99Ns() / NANOS_PER_SECOND, run);
    inflight.add(progress.inFlight(), run);
    cpu.add(progress.cpuNs() / NANOS_PER_SECOND, run, "runner");
    figures.sut().ifPresent(usage -> add(run, usage));
  }

  private void add(String run, Usage usage) {
    add(cpu, usage.cpuNanos(), NANOS_PER_SECOND, run);
    add(throttled, usage.throttledNanos(), NANOS_PER_SECOND, run);
    add(memory, usage.memoryBytes(), 1, run);
  }

  private static void add(Family family, Usage.Counter counter, double per, String run) {
    switch (counter) {
      case Usage.Counter.Value(long value) -> family.add(value / per, run, "sut");
      case Usage.Counter.Absent _ -> {
        // never zero for missing
      }
    }
  }

  Stream<Family> all() {
    return Stream.of(exchanges, arrivals, latency, lag, inflight, cpu, throttled, memory);
  }
}
