package ki.testbed.evidence.plot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.MetricDefinition;
import ki.testbed.rules.MetricDefinitions;

/**
 * Says in words what a latency distribution shows.
 *
 * @param words the message catalogue in the reader's language
 */
public record LatencyPlots(Catalogue words, Locale locale) {
  private static final double CONFIDENCE = 0.98;
  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);
  private static final List<String> MARKED =
      List.of("latency_p50@1", "latency_p90@1", "latency_p99@1");
  private static final String FIRST_ASKED = "latency_p99@1";

  /** A catalogue of sentences with gaps. */
  public interface Catalogue {
    /** The sentence of this key with its gaps filled. */
    String of(String key, Object... facts);
  }

  /**
   * The picture of one run.
   *
   * @param measurements the run's rows: the marks are their values, not computed again
   * @param criteria of the plan that ask about this scenario
   */
  public LatencyPlot of(
      LatencyDistribution distribution, List<Measurement> measurements, List<Criterion> criteria) {
    Figures figures = Figures.of(locale);
    Optional<Criterion> limit =
        criteria.stream()
            .filter(one -> ppm(one.metric()).isPresent() && nanos(one.value()).isPresent())
            .findFirst();
    return new LatencyPlot(
        distribution,
        finding(distribution, measurements, limit, figures),
        marks(measurements, figures),
        limit.flatMap(one -> limit(one, figures)),
        CONFIDENCE,
        words(distribution, figures));
  }

  private String finding(
      LatencyDistribution distribution,
      List<Measurement> measurements,
      Optional<Criterion> limit,
      Figures figures) {
    String asked = limit.map(Criterion::metric).orElse(FIRST_ASKED);
    String n = figures.count(distribution.n());
    String share = figures.percentile(ppm(asked).orElseThrow());
    Optional<Measurement> value =
        measurements.stream().filter(one -> one.metric().equals(asked)).findFirst();
    if (value.isEmpty() || value.get().value().isInfinite()) {
      return words.of("plot.latency.finding.open", n, figures.count(distribution.failed()));
    }
    String shown = figures.value(value.get());
    return limit
        .map(one ->
            words.of(
                "plot.latency.finding.limit",
                share,
                n,
                shown,
                figures.exact(one.value()) + "\u00a0" + one.unit()))
        .orElseGet(() -> words.of("plot.latency.finding", share, n, shown));
  }

  private List<LatencyPlot.Mark> marks(List<Measurement> measurements, Figures figures) {
    return MARKED.stream().flatMap(metric -> mark(metric, measurements, figures).stream()).toList();
  }

  private Optional<LatencyPlot.Mark> mark(
      String metric, List<Measurement> measurements, Figures figures) {
    int ppm = ppm(metric).orElseThrow();
    return measurements.stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst()
        .flatMap(one ->
            nanos(one.value())
                .map(nanos ->
                    new LatencyPlot.Mark(ppm, nanos, name(ppm) + "\u00a0 " + figures.value(one))));
  }

  private Optional<LatencyPlot.Limit> limit(Criterion criterion, Figures figures) {
    String label =
        words.of(
            "plot.latency.limit",
            name(ppm(criterion.metric()).orElseThrow()),
            figures.exact(criterion.value()),
            criterion.unit());
    return nanos(criterion.value()).map(nanos -> new LatencyPlot.Limit(nanos, label));
  }

  private LatencyPlot.Words words(LatencyDistribution distribution, Figures figures) {
    double share = distribution.n() == 0 ? 0 : distribution.failed() / (double) distribution.n();
    String failed =
        distribution.failed() == 0 ? "" : words.of("plot.latency.failed", figures.percent(share));
    return new LatencyPlot.Words(
        words.of("plot.latency.time"),
        words.of("plot.latency.share"),
        "n = " + figures.count(distribution.n()),
        failed);
  }

  /** Whole nanoseconds of a latency in ms; empty if infinite. */
  public static Optional<Long> nanos(Decimal millis) {
    return millis.finite().map(value -> value.multiply(NANOS_PER_MILLI).longValue());
  }

  private static String name(int ppm) {
    return "p" + BigDecimal.valueOf(ppm, 4).stripTrailingZeros().toPlainString();
  }

  private static Optional<Integer> ppm(String metric) {
    return MetricDefinitions.find(metric)
        .map(MetricDefinition::ppm)
        .filter(java.util.OptionalInt::isPresent)
        .map(java.util.OptionalInt::getAsInt);
  }
}
