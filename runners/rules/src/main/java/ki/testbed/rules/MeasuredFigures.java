package ki.testbed.rules;

import static ki.testbed.rules.MetricDefinitions.ACCURACY_SHARE;
import static ki.testbed.rules.MetricDefinitions.COLD_START_SECONDS;
import static ki.testbed.rules.MetricDefinitions.EQUAL_SHARE;
import static ki.testbed.rules.MetricDefinitions.ERROR_SHARE;
import static ki.testbed.rules.MetricDefinitions.FLIP_SHARE;
import static ki.testbed.rules.MetricDefinitions.GOODPUT;
import static ki.testbed.rules.MetricDefinitions.GOOD_SHARE;
import static ki.testbed.rules.MetricDefinitions.RECOVERED_SHARE;
import static ki.testbed.rules.MetricDefinitions.RECOVERY;
import static ki.testbed.rules.MetricDefinitions.REFUSED_SHARE;
import static ki.testbed.rules.MetricDefinitions.SUT_CPU_SECONDS;
import static ki.testbed.rules.MetricDefinitions.SUT_MEMORY_PEAK;
import static ki.testbed.rules.MetricDefinitions.THROUGHPUT;
import static ki.testbed.rules.MetricDefinitions.TOKENS_PER_SECOND;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.rules.statistics.Interval;
import ki.testbed.rules.statistics.Proportion;
import ki.testbed.rules.statistics.Quantile;
import ki.testbed.rules.statistics.Rate;

/**
 * Every metric a scenario of this kind yields: measured at each confidence a criterion asks for, or
 * absent and why.
 */
final class MeasuredFigures {
  private static final long SHORTEST_WINDOW = 1_000_000;
  private static final String NO_TOKENIZER = "NO_TOKENIZER";

  private final RunView run;
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();

  private MeasuredFigures(RunView run) {
    this.run = run;
  }

  static MeasuredFigures of(RunView run) {
    var figures = new MeasuredFigures(run);
    MetricDefinitions.of(run.scenario()).forEach(figures::measure);
    return figures;
  }

  List<Measurement> measurements() {
    return measurements;
  }

  List<Absent> absent() {
    return absent;
  }

  private void measure(MetricDefinition metric) {
    SutFacts sut = run.facts().sut();
    switch (metric.id()) {
      case THROUGHPUT -> throughput(metric);
      case ERROR_SHARE -> share(metric, run.timing().failures(), run.timing().askedInGoodFaith());
      case RECOVERY -> recovery(metric);
      case GOOD_SHARE, GOODPUT, TOKENS_PER_SECOND -> tokens(metric);
      case REFUSED_SHARE -> share(metric, Faults.refused(run.timing()));
      case RECOVERED_SHARE -> share(metric, Faults.recovered(run.timing()));
      case ACCURACY_SHARE -> quality(metric, answers -> answers.right(0));
      case FLIP_SHARE -> quality(metric, ScoredAnswers::flips);
      case EQUAL_SHARE -> equal(metric);
      case SUT_CPU_SECONDS -> reading(metric, sut.cpuSeconds());
      case SUT_MEMORY_PEAK -> reading(metric, sut.memoryPeakBytes());
      case COLD_START_SECONDS -> reading(metric, sut.coldStartSeconds());
      // open set: ids of metrics are text, the others are percentiles or one of a numbered set
      default -> { // open set: the metrics of tokens that are left
        if (metric.ppm().isPresent()) {
          latency(metric);
        } else if (!isAtSeverity(metric)) {
          throughputOfLevel(metric);
        }
      }
    }
  }

  private void latency(MetricDefinition metric) {
    Optional<LatencyFigure> found =
        run.figures().stream().filter(one -> one.metric().equals(metric.id())).findFirst();
    if (found.isEmpty()) {
      absent.add(new Absent(metric.id(), NO_TOKENIZER));
      return;
    }
    LatencyFigure figure = found.get();
    if (!figure.enough()) {
      absent.add(new Absent(metric.id(), ValidityReason.TOO_FEW_EXCHANGES.name()));
      return;
    }
    for (Decimal confidence : confidences(metric)) {
      Quantile quantile = figure.at(confidence);
      measurements.add(
          new Measurement(
              metric.id(),
              Decimal.ofNanosAsMillis(quantile.value()),
              metric.unit(),
              figure.n(),
              OptionalLong.of(quantile.nEff()),
              Optional.of(Decimal.of(figure.v())),
              Optional.of(Decimal.ofNanosAsMillis(quantile.lower())),
              Optional.of(Decimal.ofNanosAsMillis(quantile.upper())),
              Optional.of(confidence),
              metric.method(),
              run.facts().recording().rawSha256()));
    }
  }

  private void throughput(MetricDefinition metric) {
    throughput(metric, 0, run.timed() ? run.scenario().windowNs() : untilLast(run.timing()));
  }

  private void throughputOfLevel(MetricDefinition metric) {
    int level =
        run.scenario().asked().levels().stream()
            .filter(one -> MetricDefinitions.throughputAt(one).equals(metric.id()))
            .findFirst()
            .orElseThrow();
    throughput(metric, run.series().levelStart(level), run.series().levelNs());
  }

  private void throughput(MetricDefinition metric, long start, long window) {
    Timing timing = run.timing();
    if (window < SHORTEST_WINDOW) {
      absent.add(new Absent(metric.id(), "NO_WINDOW"));
      return;
    }
    rate(
        metric,
        IntStream.range(0, timing.rows())
            .filter(timing::ok)
            .mapToLong(i -> timing.end(i) - start)
            .toArray(),
        window);
  }

  /** Where the samples end the window, the last answer does. */
  private static long untilLast(Timing timing) {
    return 1 + IntStream.range(0, timing.rows()).mapToLong(timing::end).max().orElse(-1);
  }

  private void quality(MetricDefinition metric, Function<ScoredAnswers, ScoredAnswers.Count> asks) {
    ScoredAnswers.of(run)
        .map(asks)
        .ifPresentOrElse(
            count -> share(metric, count.k(), count.n()),
            () -> absent.add(new Absent(metric.id(), "NOT_SCORED")));
  }

  /** Whether this is one of the accuracies at a severity, and then measured. */
  private boolean isAtSeverity(MetricDefinition metric) {
    for (int s = 1; s <= ScenarioKind.SEVERITIES; s++) {
      if (metric.id().equals(MetricDefinitions.accuracyAt(s))) {
        int severity = s;
        quality(metric, answers -> answers.right(severity));
        return true;
      }
    }
    return false;
  }

  /** The longest time from the end of a burst until its last exchange was over. */
  private void recovery(MetricDefinition metric) {
    OptionalLong longest = Bursts.longestRecovery(run);
    if (longest.isEmpty()) {
      absent.add(new Absent(metric.id(), "NO_BURSTS"));
    } else {
      Decimal seconds = Decimal.of(longest.getAsLong() / 1e9);
      reading(metric, new Observed.Value(seconds, metric.method()));
    }
  }

  private void tokens(MetricDefinition metric) {
    ScenarioOptions.Slo slo = run.scenario().asked().slo();
    if (!run.streams().counted() || slo == null) {
      absent.add(new Absent(metric.id(), NO_TOKENIZER));
      return;
    }
    Timing timing = run.timing();
    long window = run.scenario().windowNs();
    IntStream good = IntStream.range(0, timing.rows()).filter(i -> run.streams().good(i, slo));
    switch (metric.id()) {
      case GOOD_SHARE -> share(metric, good.count(), timing.rows());
      case GOODPUT -> rate(metric, good.mapToLong(timing::end).toArray(), window);
      default -> { // open set: the metrics of tokens that are left
        long tokens =
            IntStream.range(0, timing.rows())
                .filter(i -> timing.ok(i) && timing.end(i) < window)
                .mapToLong(timing::tokens)
                .sum();
        Decimal perSecond = Decimal.of(tokens * 1e9 / Math.max(1, window));
        reading(metric, new Observed.Value(perSecond, metric.method()));
      }
    }
  }

  private void rate(MetricDefinition metric, long[] moments, long window) {
    long[] ends = Arrays.stream(moments).filter(end -> end >= 0 && end < window).toArray();
    for (Decimal confidence : confidences(metric)) {
      Rate rate = Rate.of(ends, window, confidence.toDouble());
      bounded(metric, rate.perSecond(), ends.length, rate.interval(), confidence);
    }
  }

  private void share(MetricDefinition metric, ScoredAnswers.Count count) {
    share(metric, count.k(), count.n());
  }

  private void equal(MetricDefinition metric) {
    ScoredAnswers.Count count = RepeatedAnswers.equal(run);
    share(metric, count.k(), count.n());
  }

  private void share(MetricDefinition metric, long k, long n) {
    if (n == 0) {
      absent.add(new Absent(metric.id(), ValidityReason.TOO_FEW_EXCHANGES.name()));
      return;
    }
    for (Decimal confidence : confidences(metric)) {
      bounded(metric, (double) k / n, n, interval(metric, k, n, confidence.toDouble()), confidence);
    }
  }

  private static Interval interval(MetricDefinition metric, long k, long n, double c) {
    return metric.method().equals("wilson/1")
        ? Proportion.wilson(k, n, c)
        : Proportion.clopperPearson(k, n, c);
  }

  private void bounded(
      MetricDefinition metric, double value, long n, Interval interval, Decimal confidence) {
    measurements.add(
        new Measurement(
            metric.id(),
            Decimal.of(value),
            metric.unit(),
            n,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.of(Decimal.of(interval.lower())),
            Optional.of(Decimal.of(interval.upper())),
            Optional.of(confidence),
            metric.method(),
            run.facts().recording().rawSha256()));
  }

  private void reading(MetricDefinition metric, Observed observed) {
    switch (observed) {
      case Observed.Missing missing -> absent.add(new Absent(metric.id(), missing.why()));
      case Observed.Value seen ->
          measurements.add(
              new Measurement(
                  metric.id(),
                  seen.value(),
                  metric.unit(),
                  1,
                  OptionalLong.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  seen.method(),
                  Optional.empty()));
    }
  }

  private List<Decimal> confidences(MetricDefinition metric) {
    List<Decimal> asked =
        run.facts().criteria().stream()
            .filter(c -> c.metric().equals(metric.id()))
            .map(Criterion::confidence)
            .distinct()
            .toList();
    return asked.isEmpty() ? List.of(Criterion.DEFAULT_CONFIDENCE) : asked;
  }
}
