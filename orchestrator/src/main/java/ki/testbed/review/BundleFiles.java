package ki.testbed.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import ki.testbed.access.Caller;
import ki.testbed.catalog.Catalog;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.HistoryEntry;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunState;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.protocol.Wire;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.EventsFile;
import ki.testbed.rules.RunBasis;
import ki.testbed.rules.RunFacts;
import ki.testbed.rules.bundle.AuditFile;
import ki.testbed.rules.bundle.BundleFile;
import ki.testbed.rules.bundle.RunFiles;
import ki.testbed.rules.bundle.Seals;
import ki.testbed.rules.bundle.VerdictsFile;
import ki.testbed.rules.bundle.Visibility;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What goes into the bundle of a statement. */
@Component
class BundleFiles {
  private static final int LONGEST_CHUNK = 64 << 20;
  private static final Text DISCLAIMER =
      new Text(
          "Indikation mit Messnachweisen; keine amtliche Prüfung, Zertifizierung oder Rechtsauskunft. Gilt nur für den genannten"
              + " Image-Digest, Prüfplan und Datenstand.",
          "An indication backed by measurements; no official test, certification or legal advice. Holds only for the image digest,"
              + " test plan and data named here.");

  private final Evaluations evaluations;
  private final Catalog catalog;
  private final Evidence evidence;
  private final BlobStore blobs;
  private final JsonMapper json;
  private final RandomGenerator random;

  BundleFiles(
      Evaluations evaluations,
      Catalog catalog,
      Evidence evidence,
      BlobStore blobs,
      JsonMapper json,
      RandomGenerator random) {
    this.evaluations = evaluations;
    this.catalog = catalog;
    this.evidence = evidence;
    this.blobs = blobs;
    this.json = json;
    this.random = random;
  }

  /**
   * All of it.
   *
   * @param image digest of what was tested
   * @param predicate what is signed about it
   */
  record Content(List<BundleFile> files, Sha256 image, JsonNode predicate) {}

  Content of(Statements.View view) throws IOException {
    Evaluation evaluation =
        evaluations.find(view.viewer(), view.statement().evaluation()).orElseThrow();
    TestPlan plan = catalog.sealed(evaluation.plan());
    ObjectNode seal = seal(evaluation, view.assessed());
    JsonNode verdicts = VerdictsFile.of(evaluation.verdicts());
    List<BundleFile> files = new ArrayList<>();
    files.add(open("plan.json", plan.body().getBytes(UTF_8)));
    files.add(open("seal.json", CanonicalJson.bytes(seal)));
    files.add(open("verdicts.json", CanonicalJson.bytes(verdicts)));
    files.add(open("ratings.json", CanonicalJson.bytes(view.assessed().ratings())));
    files.add(open("result.json", CanonicalJson.bytes(view.assessed().result())));
    files.add(open("runs.json", CanonicalJson.bytes(runs(evaluation))));
    files.add(
        BundleFile.of(
            "audit.ndjson", Visibility.SUBMITTER, journal(view.statement()).getBytes(UTF_8)));
    files.add(BundleFile.of("decisions.json", Visibility.SUBMITTER, decisions(view.statement())));
    for (Run run : evaluation.runs()) {
      files.addAll(files(view.viewer(), run));
    }
    return new Content(
        files, evaluation.imageDigest(), predicate(view, evaluation, seal, verdicts));
  }

  private static BundleFile open(String path, byte[] bytes) {
    return BundleFile.of(path, Visibility.PUBLIC, bytes);
  }

  private static ObjectNode seal(Evaluation evaluation, Assessed assessed) {
    ObjectNode seal =
        JsonNodeFactory.instance
            .objectNode()
            .put("evaluation", evaluation.id().toString())
            .put("planHash", evaluation.planHash().hex())
            .put("imageDigest", evaluation.imageDigest().hex())
            .put("scheme", assessed.scheme().ref())
            .put("policy", assessed.scheme().policies().getFirst().id())
            .put("sealedAt", evaluation.createdAt().toString());
    ArrayNode data = seal.putArray("dataSetHashes");
    evaluation.dataSetHashes().forEach(hash -> data.add(hash.hex()));
    return Seals.sealed(seal);
  }

  private static ArrayNode runs(Evaluation evaluation) {
    ArrayNode runs = JsonNodeFactory.instance.arrayNode();
    for (Run run : evaluation.runs()) {
      ObjectNode line =
          runs.addObject().put("run", run.id().toString()).put("scenario", run.scenario().id());
      if (run.state() != RunState.SUCCEEDED) {
        Text why = run.sentence().orElse(new Text("ohne Ergebnis", "without a result"));
        line.putObject("broken").put("de", why.de()).put("en", why.en());
      }
    }
    return runs;
  }

  private static String journal(Statement statement) {
    return statement.journal().stream()
        .map(entry -> AuditFile.line(entry.chained()))
        .collect(Collectors.joining());
  }

  private byte[] decisions(Statement statement) {
    ArrayNode acts = JsonNodeFactory.instance.arrayNode();
    for (Entry entry : statement.journal()) {
      ObjectNode line =
          acts.addObject()
              .put("seq", entry.chained().entry().seq())
              .put("by", entry.by().toString())
              .put("act", entry.act().word());
      line.set("said", json.valueToTree(entry.act()));
    }
    return CanonicalJson.bytes(acts);
  }

  private List<BundleFile> files(Caller viewer, Run run) throws IOException {
    if (run.state() != RunState.SUCCEEDED) {
      return List.of();
    }
    List<EvidenceItem> items = evidence.items(viewer, run.id().value());
    EvidenceItem events = EvidenceReader.last(items, EvidenceKind.EVENTS).orElseThrow();
    EvidenceItem probe = EvidenceReader.last(items, EvidenceKind.SANDBOX_PROBE).orElseThrow();
    RunBasis basis;
    try (var in = blobs.open(probe.sha256())) {
      basis = RunBasis.fromJson(json.readTree(in).path("basis"));
    }
    RunFacts facts = EventsFile.read(blobs.path(events.sha256())).facts(basis);
    return RunFiles.of(facts, startedAt(viewer, run), chunks(events), random);
  }

  private Instant startedAt(Caller viewer, Run run) {
    return evaluations.history(viewer, run.id()).stream()
        .filter(entry -> entry.state() == RunState.RUNNING)
        .map(HistoryEntry::at)
        .findFirst()
        .orElseGet(run::since);
  }

  private List<RunFiles.RawChunk> chunks(EvidenceItem events) throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(blobs.open(events.sha256()), UTF_8))) {
      return lines.lines().flatMap(line -> chunk(line).stream()).toList();
    }
  }

  private static Optional<RunFiles.RawChunk> chunk(String line) {
    return Wire.readEvent(line).event() instanceof Event.Chunk chunk
        ? Optional.of(
            new RunFiles.RawChunk(
                chunk.kind(), chunk.index(), chunk.rows(), Packing.unpack(chunk, LONGEST_CHUNK)))
        : Optional.empty();
  }

  private static ObjectNode predicate(
      Statements.View view, Evaluation evaluation, ObjectNode seal, JsonNode verdicts) {
    ObjectNode predicate = JsonNodeFactory.instance.objectNode();
    predicate
        .putObject("statement")
        .put("id", view.statement().id().toString())
        .put("state", view.statement().state().name())
        .put("grade", evaluation.grade().name());
    predicate.set("seal", seal);
    predicate.set("verdicts", verdicts);
    predicate.set("result", view.assessed().result());
    ArrayNode signatories = predicate.putArray("signatories");
    view.statement()
        .signatories(view.statement().state(), view.assessed().content())
        .forEach(one -> signatories.add(one.toString()));
    predicate.putObject("disclaimer").put("de", DISCLAIMER.de()).put("en", DISCLAIMER.en());
    return predicate;
  }
}
