package ki.testbed.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.evaluation.Run;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.evidence.plot.LatencyPlot;
import ki.testbed.evidence.plot.LatencyPlots;
import ki.testbed.evidence.plot.LoadPlot;
import ki.testbed.evidence.plot.LoadPlots;
import ki.testbed.evidence.plot.PhaseSpan;
import ki.testbed.evidence.plot.PlotSize;
import ki.testbed.evidence.plot.TimelinePlot;
import ki.testbed.evidence.plot.TimelinePlots;
import ki.testbed.evidence.plot.UsageCurve;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.Validity;

/** Pictures of what was measured, with their tables. */
record PlotBlocks(EvidenceReader reader, FigureWords words) {

  /** The picture of a run that reports latency and has raw exchanges. */
  Optional<PlotBlock> of(
      Run run, List<EvidenceItem> items, List<Measurement> values, List<Criterion> criteria) {
    if (!run.scenario().kind().reportsLatency()) {
      return Optional.empty();
    }
    return reader
        .latencies(items, run.scenario().kind().openLoop())
        .map(distribution -> block(run, distribution, values, criteria));
  }

  private PlotBlock block(
      Run run,
      LatencyDistribution distribution,
      List<Measurement> values,
      List<Criterion> criteria) {
    Phrases phrases = words.phrases();
    LatencyPlot plot =
        new LatencyPlots(phrases::of, phrases.locale()).of(distribution, values, criteria);
    String from =
        phrases.of(
            run.scenario().kind().openLoop()
                ? "plot.latency.from.schedule"
                : "plot.latency.from.issue");
    return new PlotBlock(
        phrases.of("plot.latency.title", words.scenario(run.scenario())),
        counts(run) ? plot.finding() : phrases.of("plot.notCounted", plot.finding()),
        plot.svg(PlotSize.WIDE),
        plot.svg(PlotSize.NARROW),
        phrases.of("plot.latency.caption", from, phrases.figures().percent(plot.confidence())),
        heads("value.name", "value.value", "value.lower", "value.upper", "value.confidence", "n"),
        values.stream().filter(one -> one.metric().startsWith("latency_")).map(this::row).toList(),
        Optional.of("/runs/" + run.id() + "/latency.csv"));
  }

  /** What the container used over time; empty where its counters were not read. */
  Optional<PlotBlock> usage(Run run, List<EvidenceItem> items) {
    return reader.usage(items).map(usage -> usage(run, usage, reader.phases(items)));
  }

  private PlotBlock usage(Run run, UsageCurve usage, List<PhaseSpan> phases) {
    Phrases phrases = words.phrases();
    var plots =
        new TimelinePlots(phrases::of, phase -> phrases.word("phase", phase), phrases.locale());
    TimelinePlot plot = plots.of(usage, phases);
    return new PlotBlock(
        phrases.of("plot.usage.title", words.scenario(run.scenario())),
        plot.finding(),
        plot.svg(PlotSize.WIDE),
        plot.svg(PlotSize.NARROW),
        phrases.of("plot.usage.caption"),
        heads("live.phase", "plot.usage.length", "plot.usage.cores", "live.memory"),
        plots.rows(usage, phases),
        Optional.empty());
  }

  /** Latency over load; empty where fewer than two runs differ in their rate. */
  Optional<PlotBlock> load(Measured measured) {
    List<Run> runs =
        measured.evaluation().runs().stream()
            .filter(run -> run.scenario().ratePerSecond() != null)
            .filter(run -> run.scenario().kind().openLoop() && !measured.of(run).isEmpty())
            .toList();
    long rates = runs.stream().map(run -> run.scenario().ratePerSecond()).distinct().count();
    return rates < 2 ? Optional.empty() : Optional.of(load(measured, runs));
  }

  private PlotBlock load(Measured measured, List<Run> runs) {
    Phrases phrases = words.phrases();
    List<LoadPlots.Loaded> loaded =
        runs.stream()
            .flatMap(run ->
                Stream.ofNullable(run.scenario().ratePerSecond())
                    .map(rate -> new LoadPlots.Loaded(rate, counts(run), measured.of(run))))
            .toList();
    var plots = new LoadPlots(phrases::of, phrases.locale());
    LoadPlot plot =
        plots.of(loaded, runs.stream().flatMap(run -> measured.criteriaOf(run).stream()).toList());
    return new PlotBlock(
        phrases.of("plot.load.title"),
        plot.finding(),
        plot.svg(PlotSize.WIDE),
        plot.svg(PlotSize.NARROW),
        phrases.of("plot.load.caption"),
        heads("plot.load.rate", "plot.load.counts", "n", "plot.load.p50", "plot.load.p99"),
        plots.rows(loaded, phrases.of("plot.load.yes"), phrases.of("plot.load.no")),
        Optional.empty());
  }

  private List<String> heads(String... keys) {
    return Stream.of(keys).map(key -> key.equals("n") ? key : words.phrases().of(key)).toList();
  }

  private static boolean counts(Run run) {
    return run.validity()
        .filter(one -> one != Validity.VALID && one != Validity.INCONCLUSIVE)
        .isEmpty();
  }

  private List<String> row(Measurement value) {
    return List.of(
        words.metric(value.metric()),
        words.value(value),
        value.lower().map(bound -> bound(bound, value)).orElse("–"),
        value.upper().map(bound -> bound(bound, value)).orElse("–"),
        value.confidence().map(words::percent).orElse("–"),
        words.phrases().figures().count(value.n()));
  }

  private String bound(Decimal bound, Measurement value) {
    return words.phrases().figures().value(bound, value.unit());
  }
}
