package ki.testbed.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ki.testbed.evaluation.ObservedRun;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.MetricDefinition;
import ki.testbed.rules.MetricDefinitions;

/** What a run is and what it measured. Values are those of the measurement rows, in base units. */
final class ResultFamilies {
  private static final String NONE = "NONE";
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Upper bounds of the latency histogram: 100 us to 60 s in steps of 1, 2, 5. */
  static final List<Long> BOUNDS = bounds();

  private final Family info =
      Family.gauge(
          MeterNames.RUN_INFO,
          "What a run is",
          "run",
          "scenario",
          "grade",
          "validity",
          "backend",
          "node");
  private final Family latency =
      Family.histogram(
          MeterNames.RUN_LATENCY, "Latencies of all exchanges, failed ones in +Inf", "run");
  private final Family quantiles =
      Family.gauge(
          MeterNames.RUN_LATENCY_QUANTILE,
          "Latency percentiles with bounds",
          "run",
          "quantile",
          "bound");
  private final Family quality =
      Family.gauge(MeterNames.RUN_QUALITY, "Quality with bounds", "run", "metric", "bound");
  private final Family throughput =
      Family.gauge(MeterNames.RUN_THROUGHPUT, "Answered exchanges per second", "run");
  private final Family errors =
      Family.gauge(MeterNames.RUN_ERRORS, "Share of failed exchanges", "run");
  private final Family memory =
      Family.gauge(MeterNames.RUN_PEAK_MEMORY, "Most memory of the container", "run");
  private final Family cpu = Family.gauge(MeterNames.RUN_CPU, "CPU time of the container", "run");
  private final Family coldStart =
      Family.gauge(
          MeterNames.RUN_COLD_START, "From the start of the container to a step", "run", "step");

  void add(WatchedRun run) {
    ObservedRun observed = run.observed();
    info.add(
        1,
        run.id(),
        observed.run().scenario().kind().name().toLowerCase(Locale.ROOT),
        observed.grade().name(),
        observed.run().validity().map(Enum::name).orElse(NONE),
        observed.backend().orElse(NONE),
        observed.node().orElse(NONE));
    run.latencies().ifPresent(distribution -> histogram(run.id(), distribution));
    Set<String> seen = new HashSet<>();
    run.measurements().stream()
        .filter(one -> seen.add(one.metric()))
        .forEach(one -> value(run.id(), one));
  }

  private void value(String run, Measurement one) {
    Optional<MetricDefinition> definition = MetricDefinitions.find(one.metric());
    if (definition.isPresent() && definition.get().ppm().isPresent()) {
      quantile(
          run,
          BigDecimal.valueOf(definition.get().ppm().getAsInt(), 6)
              .stripTrailingZeros()
              .toPlainString(),
          one);
      return;
    }
    double value = one.value().toDouble();
    switch (one.metric()) {
      case MetricDefinitions.ACCURACY_SHARE -> bounded(quality, one, 0, run, "accuracy");
      case MetricDefinitions.THROUGHPUT -> throughput.add(value, run);
      case MetricDefinitions.ERROR_SHARE -> errors.add(value, run);
      case MetricDefinitions.SUT_MEMORY_PEAK -> memory.add(value, run);
      case MetricDefinitions.SUT_CPU_SECONDS -> cpu.add(value, run);
      case MetricDefinitions.COLD_START_SECONDS -> coldStart.add(value, run, "ready");
      default -> {
        // a metric that came with a later version of the rules has no series yet
      }
    }
  }

  private void quantile(String run, String quantile, Measurement one) {
    bounded(quantiles, one, 3, run, quantile);
  }

  private static void bounded(Family family, Measurement one, int left, String run, String name) {
    family.add(base(one.value(), left), run, name, "value");
    one.lower().ifPresent(bound -> family.add(base(bound, left), run, name, "lower"));
    one.upper().ifPresent(bound -> family.add(base(bound, left), run, name, "upper"));
  }

  /** A decimal with its point moved to the left: milliseconds as seconds, for example. */
  static double base(Decimal value, int left) {
    return value
        .finite()
        .map(finite -> finite.movePointLeft(left).doubleValue())
        .orElse(Double.POSITIVE_INFINITY);
  }

  private void histogram(String run, LatencyDistribution distribution) {
    List<String> names = List.of("run", "le");
    BOUNDS.forEach(bound ->
        latency.part("_bucket", distribution.within(bound), names, List.of(run, seconds(bound))));
    latency.part("_bucket", distribution.n(), names, List.of(run, "+Inf"));
    latency.part("_count", distribution.n(), latency.labels(), List.of(run));
    latency.part(
        "_sum",
        (double) distribution.totalNanos() / NANOS_PER_SECOND,
        latency.labels(),
        List.of(run));
  }

  /** With at least one decimal, as OpenMetrics wants it. */
  private static String seconds(long nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return seconds.setScale(Math.max(1, seconds.scale())).toPlainString();
  }

  private static List<Long> bounds() {
    List<Long> bounds = new ArrayList<>();
    for (long decade = 100_000; decade <= 10 * NANOS_PER_SECOND; decade *= 10) {
      bounds.addAll(List.of(decade, 2 * decade, 5 * decade));
    }
    bounds.add(60 * NANOS_PER_SECOND);
    return bounds.stream().filter(bound -> bound <= 60 * NANOS_PER_SECOND).sorted().toList();
  }

  Stream<Family> all() {
    return Stream.of(info, latency, quantiles, quality, throughput, errors, memory, cpu, coldStart);
  }
}
