package ki.testbed.evidence.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import ki.testbed.protocol.Phase;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotTests {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final LatencyPlots.Catalogue WORDS =
      (key, facts) -> key + " " + Arrays.toString(facts);

  @ParameterizedTest
  @CsvSource({
    "0.93, 4, 1.0",
    "1, 4, 1.0",
    "183, 4, 200",
    "61, 10, 70",
    "0, 4, 1.0",
    "1.01, 4, 1.5"
  })
  void linearAxesEndAtTheNextWholeStep(double greatest, int most, double top) {
    assertThat(LinearAxis.upTo(greatest, most).top()).isCloseTo(top, within(1e-9));
  }

  @Test
  void ticksAreWrittenWithoutTraces() {
    assertThat(LinearAxis.upTo(0.48, 4).ticks().stream().map(LinearAxis::label))
        .containsExactly("0", "0.2", "0.4", "0.6");
  }

  @Test
  void coresAreTimeOfTheProcessorPerTime() {
    UsageCurve curve = UsageCurve.of(readings(0.5, 100), 10);

    assertThat(curve.cores())
        .hasSizeBetween(9, 11)
        .allSatisfy(point -> assertThat(point.value()).isCloseTo(0.5, within(1e-9)));
    assertThat(curve.meanCores(START, START.plusSeconds(10)).orElseThrow())
        .isCloseTo(0.5, within(1e-9));
    assertThat(curve.mostMemoryBytes(START, START.plusSeconds(3)).orElseThrow())
        .isLessThan(curve.mostMemoryBytes(START, START.plusSeconds(11)).orElseThrow());
  }

  @Test
  void aCounterThatCannotBeReadIsNoZero() {
    List<UsageCurve.Reading> blind =
        readings(0.5, 100).stream()
            .map(one -> new UsageCurve.Reading(one.at(), OptionalLong.empty(), one.memoryBytes()))
            .toList();

    UsageCurve curve = UsageCurve.of(blind, 10);

    assertThat(curve.cores()).isEmpty();
    assertThat(curve.meanCores(START, START.plusSeconds(10))).isEmpty();
    assertThat(curve.memoryBytes()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void timelineShadesItsPhasesAndDrawsBothLines(PlotSize size) throws Exception {
    UsageCurve usage = UsageCurve.of(readings(0.5, 200), 50);
    var plots = new TimelinePlots(WORDS, Phase::name, Locale.ENGLISH);

    TimelinePlot plot = plots.of(usage, phases());
    Document svg = parsed(plot.svg(size));

    assertThat(classed(svg, "rect", "plot-phase")).hasSize(2);
    assertThat(classed(svg, "rect", "plot-window")).hasSize(1);
    assertThat(classed(svg, "path", "plot-line")).hasSize(2);
    assertThat(plot.finding()).startsWith("plot.usage.finding [0.500, ");
    assertThat(plots.rows(usage, phases()).getLast())
        .containsExactly("WINDOW", "10.0\u00a0s", "0.500", "20.1\u00a0MiB");
  }

  @ParameterizedTest
  @EnumSource
  void loadIsHatchedWhereARunDoesNotCount(PlotSize size) throws Exception {
    var runs = List.of(loaded(100, true, "3"), loaded(50, true, "2"), loaded(200, false, "90"));
    LoadPlot plot = new LoadPlots(WORDS, Locale.ENGLISH).of(runs, List.of());

    Document svg = parsed(plot.svg(size));

    assertThat(plot.points().stream().map(LoadPlot.Point::perSecond))
        .containsExactly(50.0, 100.0, 200.0);
    assertThat(plot.finding()).isEqualTo("plot.load.finding [2.00\u00a0ms, 50, 3.00\u00a0ms, 100]");
    Element hatched = classed(svg, "rect", "plot-void").getFirst();
    List<Double> marks =
        elements(svg, "circle").stream().map(one -> number(one, "cx")).distinct().toList();
    double from = number(hatched, "x");
    assertThat(from).isBetween(marks.get(1), marks.get(2));
    assertThat(from + number(hatched, "width")).isGreaterThanOrEqualTo(marks.get(2));
  }

  @Test
  void twoRunsThatDoNotCountSayNothingAboutLoad() {
    var runs = List.of(loaded(100, false, "3"), loaded(50, true, "2"));

    LoadPlot plot = new LoadPlots(WORDS, Locale.ENGLISH).of(runs, List.of());

    assertThat(plot.finding()).isEqualTo("plot.load.finding.open [1, 2]");
  }

  private static List<UsageCurve.Reading> readings(double cores, int tenths) {
    return IntStream.rangeClosed(0, tenths)
        .mapToObj(i ->
            new UsageCurve.Reading(
                START.plusMillis(100L * i),
                OptionalLong.of((long) (cores * i * 100_000_000L)),
                OptionalLong.of((i + 1L) * (1 << 20) / 10)))
        .toList();
  }

  private static List<PhaseSpan> phases() {
    return List.of(
        new PhaseSpan(Phase.WARMUP, START, START.plusSeconds(10)),
        new PhaseSpan(Phase.WINDOW, START.plusSeconds(10), START.plusSeconds(20)));
  }

  private static LoadPlots.Loaded loaded(int perSecond, boolean counts, String millis) {
    List<Measurement> rows = new ArrayList<>();
    rows.add(row("latency_p50@1", "1"));
    rows.add(row("latency_p99@1", millis));
    return new LoadPlots.Loaded(BigDecimal.valueOf(perSecond), counts, rows);
  }

  private static Measurement row(String metric, String millis) {
    Decimal value = Decimal.parse(millis);
    return new Measurement(
        metric,
        value,
        "ms",
        1500,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(Decimal.parse("0.5")),
        Optional.of(value),
        Optional.of(Decimal.parse("0.99")),
        "order statistics",
        Optional.empty());
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> classed(Document svg, String tag, String style) {
    return elements(svg, tag).stream()
        .filter(one -> List.of(one.getAttribute("class").split(" ")).contains(style))
        .toList();
  }

  private static List<Element> elements(Document svg, String tag) {
    NodeList all = svg.getElementsByTagName(tag);
    return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i)).toList();
  }

  private static double number(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }
}
