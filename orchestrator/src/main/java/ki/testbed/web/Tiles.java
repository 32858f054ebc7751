package ki.testbed.web;

import static ki.testbed.protocol.ScenarioKind.ACCURACY;
import static ki.testbed.protocol.ScenarioKind.SERVER;
import static ki.testbed.protocol.ScenarioKind.SINGLE;

import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.Run;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.MetricDefinitions;

/** The four figures of an evaluation: accuracy, p99, throughput, peak memory. */
record Tiles(Measured measured, FigureWords words) {
  private static final String P99 = "latency_p99@1";

  List<Tile> four() {
    Optional<Run> accuracy = measured.first(ACCURACY);
    Optional<Run> loaded = measured.first(SERVER, SINGLE);
    return List.of(
        tile(accuracy, MetricDefinitions.ACCURACY_SHARE),
        tile(loaded, P99),
        tile(loaded, MetricDefinitions.THROUGHPUT),
        tile(loaded.or(() -> accuracy), MetricDefinitions.SUT_MEMORY_PEAK));
  }

  private Tile tile(Optional<Run> run, String metric) {
    return run.map(one -> tile(one, metric))
        .orElseGet(
            () -> absent(metric, words.phrases().of("figure.notPlanned"), Optional.empty(), ""));
  }

  private Tile tile(Run run, String metric) {
    Optional<Criterion> criterion = measured.criterion(run, metric);
    String source = "/runs/" + run.id() + "#" + anchor(metric);
    return FigureWords.pick(measured.of(run), metric, criterion)
        .map(value -> present(value, criterion, source))
        .orElseGet(() -> absent(metric, why(run, metric), criterion, source));
  }

  private Tile present(Measurement value, Optional<Criterion> criterion, String source) {
    return new Tile(
        words.metric(value.metric()),
        true,
        words.value(value),
        words.bound(value),
        words.n(value),
        criterion.map(this::limit).orElse(""),
        verdict(criterion),
        Bar.of(value, criterion),
        source);
  }

  private Tile absent(String metric, String why, Optional<Criterion> criterion, String source) {
    return new Tile(
        words.metric(metric),
        false,
        why,
        "",
        "",
        criterion.map(this::limit).orElse(""),
        verdict(criterion),
        Optional.empty(),
        source);
  }

  private String why(Run run, String metric) {
    if (!run.state().terminal()) {
      return words.phrases().of("figure.notYet");
    }
    return measured
        .whyAbsent(run, metric)
        .map(absent -> words.phrases().of("figure.absent", words.why(absent)))
        .orElseGet(() -> words.phrases().of("figure.notMeasured"));
  }

  private String limit(Criterion criterion) {
    return words.phrases().of("figure.limit", words.limit(criterion));
  }

  private Optional<Badge> verdict(Optional<Criterion> criterion) {
    return criterion
        .flatMap(measured::verdict)
        .map(verdict -> Badge.of(verdict.value(), words.phrases()));
  }

  /** The place of a metric on the page of its run. */
  static String anchor(String metric) {
    return "m-" + metric.replaceAll("[^a-z0-9]", "-");
  }
}
