package ki.testbed.metrics;

import static ki.testbed.metrics.MeterNames.RUN_COLD_START;
import static ki.testbed.metrics.MeterNames.RUN_CPU;
import static ki.testbed.metrics.MeterNames.RUN_ERRORS;
import static ki.testbed.metrics.MeterNames.RUN_LATENCY;
import static ki.testbed.metrics.MeterNames.RUN_LATENCY_QUANTILE;
import static ki.testbed.metrics.MeterNames.RUN_PEAK_MEMORY;
import static ki.testbed.metrics.MeterNames.RUN_QUALITY;
import static ki.testbed.metrics.MeterNames.RUN_THROUGHPUT;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.MetricDefinition;
import ki.testbed.rules.MetricDefinitions;

/**
 * What a run measured, as stored. Where a metric was measured at several confidences its value is
 * the same and the widest bounds are shown.
 */
record FinalFigures(Collection<Measurement> measurements, Optional<LatencyHistogram> latencies) {
  private static final double NANOS = 1e9;
  private static final int NANO_DIGITS_OF_MILLIS = 6;
  private static final Comparator<Measurement> BY_CONFIDENCE =
      Comparator.comparing(one -> one.confidence().orElse(Decimal.ZERO));

  static FinalFigures of(List<Measurement> rows, Optional<LatencyHistogram> latencies) {
    var widest =
        rows.stream()
            .collect(
                Collectors.toMap(
                    Measurement::metric, Function.identity(), BinaryOperator.maxBy(BY_CONFIDENCE)));
    return new FinalFigures(List.copyOf(widest.values()), latencies);
  }

  void addTo(Families families, String run) {
    latencies.ifPresent(one -> families.add(RUN_LATENCY, one, run));
    measurements.forEach(one -> add(families, run, one));
  }

  private static void add(Families families, String run, Measurement one) {
    double value = one.value().toDouble();
    switch (one.metric()) {
      case MetricDefinitions.THROUGHPUT -> families.add(RUN_THROUGHPUT, value, run);
      case MetricDefinitions.ERROR_SHARE -> families.add(RUN_ERRORS, value, run);
      case MetricDefinitions.SUT_CPU_SECONDS -> families.add(RUN_CPU, value, run);
      case MetricDefinitions.SUT_MEMORY_PEAK -> families.add(RUN_PEAK_MEMORY, value, run);
      case MetricDefinitions.COLD_START_SECONDS ->
          families.add(RUN_COLD_START, value, run, "ready");
      case MetricDefinitions.ACCURACY_SHARE ->
          bounded(families, RUN_QUALITY, one, Decimal::toDouble, run, "accuracy");
      default ->
          MetricDefinitions.find(one.metric())
              .map(MetricDefinition::ppm)
              .filter(OptionalInt::isPresent)
              .map(ppm -> quantile(ppm.getAsInt()))
              .ifPresent(quantile ->
                  bounded(
                      families, RUN_LATENCY_QUANTILE, one, FinalFigures::seconds, run, quantile));
    }
  }

  private static void bounded(
      Families families,
      MeterNames meter,
      Measurement one,
      ToDoubleFunction<Decimal> unit,
      String run,
      String which) {
    families.add(meter, unit.applyAsDouble(one.value()), run, which, "value");
    one.lower().ifPresent(low -> families.add(meter, unit.applyAsDouble(low), run, which, "lower"));
    one.upper()
        .ifPresent(high -> families.add(meter, unit.applyAsDouble(high), run, which, "upper"));
  }

  /** The share as a Prometheus reader expects it: {@code 0.99}. */
  static String quantile(int ppm) {
    return BigDecimal.valueOf(ppm, NANO_DIGITS_OF_MILLIS).stripTrailingZeros().toPlainString();
  }

  /** Seconds of these milliseconds: the whole nanoseconds divided by 1e9, rounded once. */
  static double seconds(Decimal millis) {
    return millis
        .finite()
        .map(value -> value.movePointRight(NANO_DIGITS_OF_MILLIS).longValueExact() / NANOS)
        .orElse(Double.POSITIVE_INFINITY);
  }
}
