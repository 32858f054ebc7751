package ki.testbed.web;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.Disclosure;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Run;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.evidence.MeasurementRow;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Measurement;
import ki.testbed.rules.RunResult;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what the page of a run shows. */
@Component
class RunSheets {
  private static final int LOG_END = 16 << 10;
  private static final int CURVE_ROWS = 2000;

  private final Evaluations evaluations;
  private final Evidence evidence;
  private final EvidenceReader reader;
  private final Catalog catalog;
  private final InstantSource clock;
  private final JsonMapper json;

  RunSheets(
      Evaluations evaluations,
      Evidence evidence,
      EvidenceReader reader,
      Catalog catalog,
      InstantSource clock,
      JsonMapper json) {
    this.evaluations = evaluations;
    this.evidence = evidence;
    this.reader = reader;
    this.catalog = catalog;
    this.clock = clock;
    this.json = json;
  }

  RunSheet of(Caller caller, Run run, Phrases phrases) {
    Evaluation evaluation =
        evaluations.find(caller, run.evaluation()).orElseThrow(PageProblem::missing);
    var words = new FigureWords(phrases);
    var lines = new RunLines(evaluations, caller, words, clock.instant());
    List<EvidenceItem> items = evidence.items(caller, run.id().value());
    List<Measurement> values = measurements(caller, run);
    Optional<RunResult> result = evaluations.result(caller, run.id());
    return new RunSheet(
        run.id().toString(),
        run.evaluation().toString(),
        evaluation.submissionName(),
        evaluation.submissionVersion(),
        lines.line(run),
        lines.failure(run),
        values.stream().map(value -> value(value, words)).toList(),
        result.stream()
            .flatMap(one -> one.absent().stream())
            .map(one -> phrases.of("figure.missing", words.metric(one.metric()), words.why(one)))
            .toList(),
        RuleRows.of(result.map(RunResult::rules).orElse(List.of()), phrases),
        evaluations.findings(caller, run.id()).stream()
            .map(finding -> FindingRow.of(finding, phrases))
            .toList(),
        facts(result.map(RunResult::fingerprint).orElse(Map.of())),
        sandbox(items),
        items.stream().map(item -> item(item, phrases)).toList(),
        Stream.of("sut", "platform")
            .flatMap(channel -> log(evaluation, run, items, channel, phrases).stream())
            .toList(),
        plots(run, items, values, criteria(evaluation, run), words),
        evaluation.grade() == Grade.PREVIEW,
        run.partial());
  }

  private List<PlotBlock> plots(
      Run run,
      List<EvidenceItem> items,
      List<Measurement> values,
      List<Criterion> criteria,
      FigureWords words) {
    var blocks = new PlotBlocks(reader, words);
    return Stream.concat(
            blocks.of(run, items, values, criteria).stream(), blocks.usage(run, items).stream())
        .toList();
  }

  private List<Measurement> measurements(Caller caller, Run run) {
    return evidence.measurements(caller, run.id().value()).stream()
        .map(MeasurementRow::measurement)
        .toList();
  }

  private List<Criterion> criteria(Evaluation evaluation, Run run) {
    TestPlan plan = catalog.sealed(evaluation.plan());
    return plan.criteria().stream()
        .filter(one -> one.scenario().equals(run.scenario().id()))
        .toList();
  }

  private static RunSheet.Value value(Measurement value, FigureWords words) {
    return new RunSheet.Value(
        Tiles.anchor(value.metric()),
        words.metric(value.metric()),
        value.metric(),
        words.value(value),
        value.value() + " " + value.unit(),
        words.bound(value),
        value.confidence().map(words::percent).orElse(""),
        words.phrases().figures().count(value.n()),
        value.method(),
        value.rawSha256().map(Sha256::hex).orElse(""));
  }

  private static List<RunSheet.Fact> facts(Map<String, String> facts) {
    return new TreeMap<>(facts)
        .entrySet().stream()
            .map(fact -> new RunSheet.Fact(fact.getKey(), fact.getValue()))
            .toList();
  }

  /** The probe's findings, nested names joined by points. */
  private List<RunSheet.Fact> sandbox(List<EvidenceItem> items) {
    return EvidenceReader.last(items, EvidenceKind.SANDBOX_PROBE).stream()
        .flatMap(item -> flat("", json.readTree(reader.text(item))))
        .toList();
  }

  private static Stream<RunSheet.Fact> flat(String name, JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .filter(field -> !field.getKey().equals("basis")) // for recomputing, not for reading
          .flatMap(field ->
              flat(
                  name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue()));
    }
    String text =
        node.isArray()
            ? String.join(", ", node.valueStream().map(JsonNode::asString).toList())
            : node.asString();
    return Stream.of(new RunSheet.Fact(name, EvidenceReader.harmless(text)));
  }

  private static RunSheet.Item item(EvidenceItem item, Phrases phrases) {
    return new RunSheet.Item(
        phrases.word("evidence", item.kind()),
        item.sha256().hex(),
        phrases.figures().bytes(item.bytes()),
        item.mediaType(),
        phrases.time(item.at()),
        item.attempt());
  }

  private Optional<RunSheet.Log> log(
      Evaluation evaluation, Run run, List<EvidenceItem> items, String channel, Phrases phrases) {
    return EvidenceReader.last(items, kind(channel))
        .map(item -> {
          String size = phrases.figures().bytes(item.bytes());
          boolean withheld = withheld(evaluation, run, channel);
          return new RunSheet.Log(
              channel,
              phrases.word("evidence", item.kind()),
              withheld ? "" : reader.logEnd(item, LOG_END),
              size,
              withheld ? size : "");
        });
  }

  /** The end of a log; of hidden data only how much is withheld. */
  String log(Caller caller, Run run, String channel, int atMost) {
    Evaluation evaluation =
        evaluations.find(caller, run.evaluation()).orElseThrow(PageProblem::missing);
    return EvidenceReader.last(evidence.items(caller, run.id().value()), kind(channel))
        .map(item ->
            withheld(evaluation, run, channel)
                ? "withheld: " + item.bytes() + " bytes\n"
                : reader.logEnd(item, atMost))
        .orElse("");
  }

  private boolean withheld(Evaluation evaluation, Run run, String channel) {
    return channel.equals("sut")
        && Disclosure.hides(catalog, catalog.sealed(evaluation.plan()), run.scenario().id());
  }

  /** The latency curve as a table; empty where there is none. */
  Optional<String> curve(Caller caller, Run run) {
    return reader
        .latencies(evidence.items(caller, run.id().value()), run.scenario().kind().openLoop())
        .filter(_ -> run.scenario().kind().reportsLatency())
        .map(distribution -> distribution.csv(CURVE_ROWS));
  }

  private static EvidenceKind kind(String channel) {
    return switch (channel) {
      case "sut" -> EvidenceKind.SUT_LOG;
      case "platform" -> EvidenceKind.PLATFORM_LOG;
      default -> throw PageProblem.missing();
    };
  }
}
