package ki.testbed.rules;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Scenario;

/**
 * A run as the validity rules look at it.
 *
 * @param series what percentiles are taken of
 * @param streams times of tokens, where answers were streamed
 * @param figures its latency percentiles, none in scenarios that report no latency
 * @param limitNs L: the smallest latency limit planned for the scenario, else its own p99, at least
 *     1 ms
 */
record RunView(
    RunFacts facts,
    Timing timing,
    RunSeries series,
    Streams streams,
    List<LatencyFigure> figures,
    ValidityBounds bounds,
    long limitNs) {
  private static final int P99 = 990_000;
  private static final long MILLI = 1_000_000;

  static RunView of(RunFacts facts) {
    var timing = new Timing(facts.recording().exchanges(), facts.scenario().kind().openLoop());
    var streams = new Streams(timing, facts.recording().pieces());
    var series = new RunSeries(facts.scenario(), timing, streams);
    List<LatencyFigure> figures =
        MetricDefinitions.of(facts.scenario()).stream()
            .filter(metric -> metric.ppm().isPresent())
            .filter(metric -> streams.counted() || !metric.id().startsWith("tpot"))
            .map(metric -> LatencyFigure.of(metric, facts.criteria(), series.of(metric)))
            .toList();
    return new RunView(
        facts,
        timing,
        series,
        streams,
        figures,
        ValidityBounds.of(facts.grade()),
        limit(facts, series.main()));
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

  /** Whether the runner was calibrated for it, as it is about times or rates within a window. */
  boolean calibrated() {
    return scenario().kind().isTimed();
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

  private static long limit(RunFacts facts, Series main) {
    return LatencyLimits.of(facts.criteria()).stream()
        .mapToLong(limit -> limit.limitNs())
        .min()
        .orElseGet(() -> Math.max(MILLI, main.value(P99)));
  }
}
