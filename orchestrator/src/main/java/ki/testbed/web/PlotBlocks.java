package ki.testbed.web;

import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.Run;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.evidence.plot.LatencyPlot;
import ki.testbed.evidence.plot.LatencyPlots;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.Validity;

/** Pictures of a run's latencies, with their tables. */
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
        run.id().toString(),
        phrases.of("plot.latency.title", words.scenario(run.scenario())),
        counts(run) ? plot.finding() : phrases.of("plot.notCounted", plot.finding()),
        plot.svg(LatencyPlot.Size.WIDE),
        plot.svg(LatencyPlot.Size.NARROW),
        phrases.of("plot.latency.caption", from, phrases.figures().percent(plot.confidence())),
        values.stream().filter(one -> one.metric().startsWith("latency_")).map(this::row).toList());
  }

  private static boolean counts(Run run) {
    return run.validity()
        .filter(one -> one != Validity.VALID && one != Validity.INCONCLUSIVE)
        .isEmpty();
  }

  private PlotBlock.Row row(Measurement value) {
    return new PlotBlock.Row(
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
