package ki.testbed.metrics;

import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.LiveFigures;
import ki.testbed.evaluation.ObservedRun;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.rules.Measurement;

/**
 * A run as the series show it.
 *
 * @param measurements from the rows, once it has ended
 * @param latencies of its window, once it has ended and if it reports latency
 * @param live while it runs
 */
record WatchedRun(
    ObservedRun observed,
    List<Measurement> measurements,
    Optional<LatencyDistribution> latencies,
    Optional<LiveFigures> live) {

  String id() {
    return observed.run().id().toString();
  }
}
