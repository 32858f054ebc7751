package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.evidence.plot.LatencyDistribution;
import ki.testbed.evidence.plot.LatencyPlot;
import ki.testbed.evidence.plot.LatencyPlots;
import ki.testbed.evidence.plot.PlotSize;
import ki.testbed.rules.Criterion;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The latency distribution of a run as numbers, as a table and as a picture. */
@RestController
@RequestMapping(ApiRules.ROOT + "/runs/{id}/plots/latency-cdf")
class PlotController {
  private static final int POINTS = 400;
  private static final int ROWS = 2000;

  private final Evaluations evaluations;
  private final Evidence evidence;
  private final EvidenceReader reader;
  private final Catalog catalog;
  private final MessageSource words;

  PlotController(
      Evaluations evaluations,
      Evidence evidence,
      EvidenceReader reader,
      Catalog catalog,
      MessageSource words) {
    this.evaluations = evaluations;
    this.evidence = evidence;
    this.reader = reader;
    this.catalog = catalog;
    this.words = words;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  CdfView json(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, HttpServletRequest request) {
    Run run = find(caller, id);
    LatencyPlot plot = plot(caller, run, request);
    return CdfView.of(run, plot, POINTS);
  }

  @GetMapping(produces = "image/svg+xml")
  String svg(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, HttpServletRequest request) {
    return plot(caller, find(caller, id), request).svg(PlotSize.WIDE);
  }

  @GetMapping(produces = "text/csv")
  String csv(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, HttpServletRequest request) {
    return plot(caller, find(caller, id), request).distribution().csv(ROWS);
  }

  private LatencyPlot plot(Caller caller, Run run, HttpServletRequest request) {
    LatencyDistribution distribution =
        reader
            .latencies(evidence.items(caller, run.id().value()), run.scenario().kind().openLoop())
            .filter(_ -> run.scenario().kind().reportsLatency())
            .orElseThrow(() -> new ApiProblem(ProblemCode.NOT_MEASURED));
    Locale locale = ProblemText.language(request);
    var measurements =
        evidence.measurements(caller, run.id().value()).stream()
            .map(MeasurementRow::measurement)
            .toList();
    return new LatencyPlots((key, facts) -> words.getMessage(key, facts, locale), locale)
        .of(distribution, measurements, criteria(caller, run));
  }

  private List<Criterion> criteria(Caller caller, Run run) {
    return evaluations
        .find(caller, run.evaluation())
        .map(Evaluation::plan)
        .flatMap(plan -> catalog.plan(caller, plan))
        .map(TestPlan::criteria)
        .orElse(List.of())
        .stream()
        .filter(one -> one.scenario().equals(run.scenario().id()))
        .toList();
  }

  private Run find(Caller caller, UUID id) {
    return evaluations.run(caller, new RunId(id)).orElseThrow(Missing::object);
  }

  /**
   * The curve in numbers; latencies in milliseconds, shares of all exchanges.
   *
   * @param from where a latency starts: {@code schedule} or {@code issue}
   * @param bandHalfWidth half the height of the band that holds the whole true curve with this
   *     confidence
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record CdfView(
      RunId run,
      String from,
      String unit,
      int n,
      int failed,
      double confidence,
      double bandHalfWidth,
      Optional<BigDecimal> threshold,
      List<PointView> points) {
    static CdfView of(Run run, LatencyPlot plot, int points) {
      LatencyDistribution all = plot.distribution();
      return new CdfView(
          run.id(),
          run.scenario().kind().openLoop() ? "schedule" : "issue",
          "ms",
          all.n(),
          all.failed(),
          plot.confidence(),
          LatencyDistribution.bandHalfWidth(all.n(), plot.confidence()),
          plot.threshold().map(limit -> BigDecimal.valueOf(limit.nanos(), 6)),
          all.points(points).stream()
              .map(point -> new PointView(BigDecimal.valueOf(point.nanos(), 6), point.share()))
              .collect(Collectors.toList()));
    }
  }

  /** This share was answered within this time. */
  record PointView(BigDecimal latency, double share) {}
}
