package ki.testbed.metrics;

import static ki.testbed.metrics.MeterNames.LIVE_CPU;
import static ki.testbed.metrics.MeterNames.LIVE_EXCHANGES;
import static ki.testbed.metrics.MeterNames.LIVE_INFLIGHT;
import static ki.testbed.metrics.MeterNames.LIVE_LATENCY;
import static ki.testbed.metrics.MeterNames.LIVE_MEMORY;

import java.util.Optional;
import ki.testbed.evaluation.LiveFigures;
import ki.testbed.protocol.Event;
import ki.testbed.sandbox.Usage;

/** Series of a run that has not ended; those of a counter are there from the beginning. */
final class LiveRuns {
  private static final double NANOS = 1e9;
  private static final String SUT = "sut";

  private LiveRuns() {}

  static void add(Families families, String run, Optional<LiveFigures> figures) {
    figures.ifPresentOrElse(
        live -> {
          add(families, run, live.progress());
          live.sut().ifPresent(usage -> add(families, run, usage));
        },
        () -> exchanges(families, run, 0, 0));
  }

  private static void add(Families families, String run, Event.Progress progress) {
    exchanges(families, run, progress.ok(), progress.failed());
    families.add(LIVE_INFLIGHT, progress.inFlight(), run);
    families.add(LIVE_CPU, progress.cpuNs() / NANOS, run, "runner");
    if (progress.ok() > 0) {
      families.add(LIVE_LATENCY, progress.p50Ns() / NANOS, run, "0.5");
      families.add(LIVE_LATENCY, progress.p99Ns() / NANOS, run, "0.99");
    }
  }

  private static void exchanges(Families families, String run, long ok, long failed) {
    families.add(LIVE_EXCHANGES, ok, run, "ok");
    families.add(LIVE_EXCHANGES, failed, run, "failed");
  }

  private static void add(Families families, String run, Usage usage) {
    if (usage.memoryBytes() instanceof Usage.Counter.Value(long bytes)) {
      families.add(LIVE_MEMORY, bytes, run, SUT);
    }
    if (usage.cpuNanos() instanceof Usage.Counter.Value(long nanos)) {
      families.add(LIVE_CPU, nanos / NANOS, run, SUT);
    }
  }
}
