package ki.testbed.evidence.plot;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;

/**
 * Says in words how latency grows with load.
 *
 * @param words the message catalogue in the reader's language
 */
public record LoadPlots(LatencyPlots.Catalogue words, Locale locale) {
  private static final String MEDIAN = "latency_p50@1";
  private static final String TAIL = "latency_p99@1";
  private static final List<String> SHOWN = List.of(MEDIAN, TAIL);

  /**
   * A run at one rate.
   *
   * @param counts whether its numbers are valid
   * @param measurements its rows
   */
  public record Loaded(BigDecimal perSecond, boolean counts, List<Measurement> measurements) {
    public Loaded {
      measurements = List.copyOf(measurements);
    }

    /** The row of a metric, with an interval rather than without. */
    Optional<Measurement> row(String metric) {
      return measurements.stream()
          .filter(one -> one.metric().equals(metric))
          .max(Comparator.comparing(one -> one.lower().isPresent() && one.upper().isPresent()));
    }
  }

  /**
   * The picture of runs that differ in their rate.
   *
   * @param criteria that ask about their latencies
   */
  public LoadPlot of(List<Loaded> runs, List<Criterion> criteria) {
    List<Loaded> sorted = runs.stream().sorted(Comparator.comparing(Loaded::perSecond)).toList();
    return new LoadPlot(
        finding(sorted),
        sorted.stream().map(this::point).toList(),
        limit(criteria),
        words.of("plot.load.rate"),
        words.of("plot.latency.time"));
  }

  private String finding(List<Loaded> sorted) {
    List<Loaded> valid =
        sorted.stream().filter(Loaded::counts).filter(one -> one.row(TAIL).isPresent()).toList();
    if (valid.size() < 2) {
      return words.of("plot.load.finding.open", valid.size(), sorted.size());
    }
    Figures figures = Figures.of(locale);
    Loaded low = valid.getFirst();
    Loaded high = valid.getLast();
    return words.of(
        "plot.load.finding",
        figures.value(low.row(TAIL).orElseThrow()),
        figures.exact(Decimal.of(low.perSecond())),
        figures.value(high.row(TAIL).orElseThrow()),
        figures.exact(Decimal.of(high.perSecond())));
  }

  private LoadPlot.Point point(Loaded run) {
    return new LoadPlot.Point(
        run.perSecond().doubleValue(),
        run.counts(),
        SHOWN.stream().flatMap(metric -> mark(run, metric)).toList());
  }

  private static Stream<LoadPlot.Mark> mark(Loaded run, String metric) {
    return run.row(metric).stream()
        .flatMap(row ->
            LatencyPlots.nanos(row.value())
                .map(nanos ->
                    new LoadPlot.Mark(
                        metric.substring("latency_".length(), metric.indexOf('@')),
                        nanos,
                        row.lower().flatMap(LatencyPlots::nanos),
                        row.upper().flatMap(LatencyPlots::nanos)))
                .stream());
  }

  private Optional<LatencyPlot.Limit> limit(List<Criterion> criteria) {
    return criteria.stream()
        .filter(one -> SHOWN.contains(one.metric()))
        .filter(one -> LatencyPlots.nanos(one.value()).isPresent())
        .min(Comparator.comparing(one -> LatencyPlots.nanos(one.value()).orElseThrow()))
        .map(one ->
            new LatencyPlot.Limit(
                LatencyPlots.nanos(one.value()).orElseThrow(),
                words.of(
                    "plot.latency.limit",
                    one.metric().substring("latency_".length(), one.metric().indexOf('@')),
                    Figures.of(locale).exact(one.value()),
                    one.unit())));
  }

  /** Per run: rate, whether it counts, exchanges, and each percentile with its interval. */
  public List<List<String>> rows(List<Loaded> runs, String counts, String not) {
    Figures figures = Figures.of(locale);
    return runs.stream()
        .sorted(Comparator.comparing(Loaded::perSecond))
        .map(run ->
            Stream.concat(
                    Stream.of(
                        figures.exact(Decimal.of(run.perSecond())) + "\u00a0/s",
                        run.counts() ? counts : not,
                        run.row(MEDIAN).map(one -> figures.count(one.n())).orElse("–")),
                    SHOWN.stream().map(metric -> interval(run.row(metric), figures)))
                .toList())
        .toList();
  }

  private static String interval(Optional<Measurement> row, Figures figures) {
    return row.map(
            one -> figures.value(one) + bounds(one.lower(), one.upper(), one.unit(), figures))
        .orElse("–");
  }

  private static String bounds(
      Optional<Decimal> lower, Optional<Decimal> upper, String unit, Figures figures) {
    return lower.isPresent() && upper.isPresent()
        ? " (" + figures.value(lower.get(), unit) + " – " + figures.value(upper.get(), unit) + ")"
        : "";
  }
}
