package ki.testbed.rules.bundle;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Text;
import ki.testbed.protocol.WireFormatException;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.RunEnd;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.Verdicts;
import tools.jackson.databind.JsonNode;

/** From raw samples to results, and from results to verdicts. */
final class RunChecks {
  private final IntactFiles files;
  private final Checks checks;
  private final List<Criterion> criteria;
  private final Optional<JsonNode> seal;
  private final Map<String, List<RunEnd>> ends = new LinkedHashMap<>();

  RunChecks(IntactFiles files, Checks checks, List<Criterion> criteria, Optional<JsonNode> seal) {
    this.files = files;
    this.checks = checks;
    this.criteria = criteria;
    this.seal = seal;
  }

  /** Every run that {@code runs.json} lists: {@code [{run, scenario, broken?: {de, en}}]}. */
  void check(JsonNode runs) {
    for (JsonNode run : runs.values()) {
      ends.computeIfAbsent(run.path("scenario").asString(""), _ -> new ArrayList<>()).add(end(run));
    }
  }

  private RunEnd end(JsonNode run) {
    JsonNode broken = run.path("broken");
    if (broken.isObject()) {
      return new RunEnd.Broken(
          new Text(broken.path("de").asString(""), broken.path("en").asString("")));
    }
    String folder = RunFiles.folder(run.path("run").asString(""));
    try {
      return measured(folder);
    } catch (UnreadableException | WireFormatException | IllegalArgumentException e) {
      checks.failed(folder, "kann nicht gelesen werden", "cannot be read");
      return new RunEnd.Pending();
    }
  }

  private RunEnd measured(String folder) {
    Optional<JsonNode> said =
        files
            .bytes(folder + "result.json", IntactFiles.LARGEST_JSON)
            .map(bytes -> BundleJson.tree(folder + "result.json", bytes));
    if (said.isEmpty()) {
      checks.failed(folder + "result.json", "kann nicht geprüft werden", "cannot be checked");
      return new RunEnd.Pending();
    }
    Optional<RunFile> facts =
        files
            .bytes(folder + "facts.json", IntactFiles.LARGEST_JSON)
            .map(bytes -> BundleJson.read(folder + "facts.json", bytes, RunFile.class));
    facts.ifPresent(one -> beforeItsRun(one.startedAt()));
    RunResult stored = RunResult.fromJson(said.get());
    return new RunEnd.Measured(
        facts
            .flatMap(one ->
                new Recomputation(files, checks, folder, one).result(criteria, stored, said.get()))
            .orElse(stored));
  }

  private void beforeItsRun(Instant startedAt) {
    seal.ifPresent(one -> {
      String sealedAt = one.path("sealedAt").asString("");
      try {
        checks.recomputed(
            "seal.json: sealedAt", Instant.parse(sealedAt).isBefore(startedAt), sealedAt);
      } catch (DateTimeParseException e) {
        checks.failed("seal.json: sealedAt", "ist keine Zeit", "is no time");
      }
    });
  }

  /** Each criterion of the plan once, with the verdict that follows. */
  void judge(JsonNode said) {
    if (said.size() != criteria.size()) {
      checks.failed("verdicts.json", "nicht je Kriterium ein Urteil", "not one verdict each");
    }
    for (Criterion criterion : criteria) {
      List<RunEnd> asked =
          ends.getOrDefault(criterion.scenario(), List.of()).stream()
              .limit(criterion.repeats().runs())
              .toList();
      Verdict verdict = Verdicts.judgeAll(criterion, asked);
      boolean same =
          said.valueStream()
              .filter(one -> one.path("criterion").asString("").equals(criterion.id()))
              .map(one -> one.path("value").asString(""))
              .toList()
              .equals(List.of(verdict.value().name()));
      checks.recomputed("verdict " + criterion.id(), same, verdict.value().name());
    }
  }
}
