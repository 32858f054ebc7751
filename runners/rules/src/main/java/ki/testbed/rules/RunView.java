package ki.testbed.rules;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Scenario;
import ki.testbed.rules.statistics.Quantile;

/**
 * A run as the validity rules look at it.
 *
 * @param ascending its latencies
 * @param figures its latency percentiles, none in scenarios that report no latency
 * @param limitNs L: the smallest latency limit planned for the scenario, else its own p99, at least
 *     1 ms
 */
record RunView(
    RunFacts facts,
    Timing timing,
    long[] ascending,
    List<LatencyFigure> figures,
    ValidityBounds bounds,
    long limitNs) {
  private static final int P99 = 990_000;
  private static final long MILLI = 1_000_000;

  static RunView of(RunFacts facts) {
    var timing = new Timing(facts.recording().exchanges(), facts.scenario().kind().openLoop());
    long[] ascending = timing.ascending();
    List<LatencyFigure> figures =
        MetricDefinitions.of(facts.scenario().kind()).stream()
            .filter(metric -> metric.ppm().isPresent())
            .map(metric -> LatencyFigure.of(metric, facts.criteria(), timing, ascending))
            .toList();
    return new RunView(
        facts,
        timing,
        ascending,
        figures,
        ValidityBounds.of(facts.grade()),
        limit(facts, ascending));
  }

  Scenario scenario() {
    return facts.scenario();
  }

  boolean formal() {
    return facts.grade() == Grade.FORMAL;
  }

  /** Whether arrivals follow a schedule. */
  boolean openLoop() {
    return scenario().kind().openLoop();
  }

  /** Whether the result is about latency or rate. */
  boolean timed() {
    return scenario().kind().reportsLatency();
  }

  /** Rows of the data set, each of their disturbed forms counted as one more. */
  int askedSamples() {
    return facts.recording().samples() * scenario().kind().forms();
  }

  Optional<Observations> observations() {
    return facts.harness().observations();
  }

  /** A share of L in nanoseconds; everything if L is infinite. */
  long ofLimit(double share) {
    return limitNs == Long.MAX_VALUE ? Long.MAX_VALUE : (long) Math.floor(limitNs * share);
  }

  private static long limit(RunFacts facts, long[] ascending) {
    return LatencyLimits.of(facts.criteria()).stream()
        .mapToLong(limit -> limit.limitNs())
        .min()
        .orElseGet(
            () -> Math.max(MILLI, ascending.length == 0 ? 0 : Quantile.value(ascending, P99)));
  }
}
