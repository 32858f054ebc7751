package ki.testbed.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.Disclosure;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.evidence.EvidenceReader;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run: where it is, how it got there, what it measured, where. */
@RestController
@RequestMapping(ApiRules.ROOT + "/runs/{id}")
class RunController {
  private static final int LOG_BYTES = 1 << 20;

  private final Evaluations evaluations;
  private final Evidence evidence;
  private final EvidenceReader reader;
  private final Catalog catalog;
  private final RunReading views;
  private final EntityTags tags;
  private final JsonMapper json;

  RunController(
      Evaluations evaluations,
      Evidence evidence,
      EvidenceReader reader,
      Catalog catalog,
      RunReading views,
      EntityTags tags,
      JsonMapper json) {
    this.evaluations = evaluations;
    this.evidence = evidence;
    this.reader = reader;
    this.catalog = catalog;
    this.views = views;
    this.tags = tags;
    this.json = json;
  }

  @GetMapping
  ResponseEntity<RunView> show(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    return tags.tagged(views.run(caller, find(caller, id)));
  }

  @GetMapping("/history")
  Listing<HistoryView> history(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    Run run = find(caller, id);
    return Listing.whole(
        evaluations.history(caller, run.id()).stream().map(HistoryView::of).toList());
  }

  @GetMapping("/measurements")
  Listing<MeasurementView> measurements(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    return Listing.whole(views.measurements(caller, find(caller, id)));
  }

  /** What runner and engine saw of the sandbox. */
  @GetMapping("/environment")
  JsonNode environment(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    return item(caller, find(caller, id), EvidenceKind.SANDBOX_PROBE)
        .map(item -> json.readTree(reader.text(item)))
        .orElseThrow(() -> new ApiProblem(ProblemCode.NOT_MEASURED));
  }

  /** The end of a log as text that nobody executes. */
  @GetMapping("/logs")
  ResponseEntity<byte[]> logs(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "sut") String channel) {
    Run run = find(caller, id);
    EvidenceKind kind = kind(channel);
    String text = item(caller, run, kind).map(item -> log(caller, run, item)).orElse("");
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(run.id() + "-" + channel + ".log")
                .build()
                .toString())
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  private String log(Caller caller, Run run, EvidenceItem item) {
    boolean withheld = item.kind() == EvidenceKind.SUT_LOG && hidden(caller, run);
    return withheld ? "withheld: " + item.bytes() + " bytes\n" : reader.logEnd(item, LOG_BYTES);
  }

  private boolean hidden(Caller caller, Run run) {
    Evaluation evaluation = evaluations.find(caller, run.evaluation()).orElseThrow(Missing::object);
    return Disclosure.hides(catalog, catalog.sealed(evaluation.plan()), run.scenario().id());
  }

  private static EvidenceKind kind(String channel) {
    return switch (channel) {
      case "sut" -> EvidenceKind.SUT_LOG;
      case "platform" -> EvidenceKind.PLATFORM_LOG;
      default -> throw new ApiProblem(ProblemCode.FIELD_INVALID, "channel");
    };
  }

  private Optional<EvidenceItem> item(Caller caller, Run run, EvidenceKind kind) {
    List<EvidenceItem> items = evidence.items(caller, run.id().value());
    return EvidenceReader.last(items, kind);
  }

  private Run find(Caller caller, UUID id) {
    return views.find(caller, new RunId(id));
  }
}
