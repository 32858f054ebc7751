package ki.testbed.evidence.plot;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import ki.testbed.evidence.plot.TimelinePlot.Panel;
import ki.testbed.evidence.plot.TimelinePlot.Span;
import ki.testbed.protocol.Phase;

/**
 * Says in words what a container used over time.
 *
 * @param words the message catalogue in the reader's language
 * @param phase the name of a phase in that language
 */
public record TimelinePlots(
    LatencyPlots.Catalogue words, Function<Phase, String> phase, Locale locale) {
  private static final double MEBIBYTE = 1 << 20;

  /** The picture of one run; its table is {@link #rows}. */
  public TimelinePlot of(UsageCurve usage, List<PhaseSpan> phases) {
    List<UsageCurve.Point> mebibytes =
        usage.memoryBytes().stream()
            .map(point -> new UsageCurve.Point(point.at(), point.value() / MEBIBYTE))
            .toList();
    return new TimelinePlot(
        finding(usage, phases),
        phases.stream()
            .map(one -> new Span(one.phase(), phase.apply(one.phase()), one.from(), one.to()))
            .toList(),
        List.of(
            new Panel(words.of("plot.usage.cores"), words.of("plot.usage.cpu"), usage.cores()),
            new Panel(words.of("plot.usage.mebibytes"), words.of("plot.usage.memory"), mebibytes)),
        words.of("plot.usage.time"));
  }

  private String finding(UsageCurve usage, List<PhaseSpan> phases) {
    return phases.stream()
        .filter(one -> one.phase() == Phase.WINDOW)
        .findFirst()
        .map(window ->
            words.of(
                "plot.usage.finding",
                cores(usage.meanCores(window.from(), window.to())),
                bytes(usage.mostMemoryBytes(Instant.MIN, Instant.MAX))))
        .orElseGet(() ->
            words.of(
                "plot.usage.finding.open", bytes(usage.mostMemoryBytes(Instant.MIN, Instant.MAX))));
  }

  /** Per phase: name, length in seconds, mean cores, most memory. */
  public List<List<String>> rows(UsageCurve usage, List<PhaseSpan> phases) {
    Figures figures = Figures.of(locale);
    return phases.stream()
        .map(one ->
            List.of(
                phase.apply(one.phase()),
                figures.tenths(
                        BigDecimal.valueOf(
                            java.time.Duration.between(one.from(), one.to()).toMillis(), 3))
                    + "\u00a0s",
                cores(usage.meanCores(one.from(), one.to())),
                bytes(usage.mostMemoryBytes(one.from(), one.to()))))
        .toList();
  }

  private String cores(OptionalDouble cores) {
    return cores.isEmpty()
        ? "–"
        : Figures.of(locale).significant(BigDecimal.valueOf(cores.getAsDouble()));
  }

  private String bytes(OptionalDouble bytes) {
    return bytes.isEmpty() ? "–" : Figures.of(locale).bytes((long) bytes.getAsDouble());
  }
}
