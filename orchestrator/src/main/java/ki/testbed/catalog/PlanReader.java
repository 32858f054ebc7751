package ki.testbed.catalog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ki.testbed.catalog.TestPlan.DataSetRef;
import ki.testbed.catalog.TestPlan.PlannedScenario;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Decimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From a plan's tree to the plan, or to everything that is wrong with it at once. */
final class PlanReader {
  static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,62}[a-z0-9]");
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,32}");

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9-]*/[1-9][0-9]*");
  private static final int LONGEST_WINDOW = 86_400; // seconds
  private static final long NANOS = 1_000_000_000L;
  private static final Set<ScenarioKind> UNREADY =
      Set.of(ScenarioKind.FAULTS, ScenarioKind.COLD_START);
  private static final Map<String, ScenarioKind> KINDS =
      Arrays.stream(ScenarioKind.values())
          .filter(kind -> !UNREADY.contains(kind))
          .collect(Collectors.toUnmodifiableMap(PlanReader::word, kind -> kind));
  private static final Set<String> SCENARIO =
      Set.of(
          "id",
          "kind",
          "dataSet",
          "scoredOutput",
          "ratePerSecond",
          "windowSeconds",
          "samplesPerGroup",
          "inFlight",
          "burst",
          "maxTokens",
          "slo",
          "cachingAllowed");
  private static final Set<String> TOP =
      Set.of(
          "id",
          "version",
          "title",
          "description",
          "schemes",
          "responsible",
          "odd",
          "schedule",
          "coverageArgument",
          "environment",
          "resources",
          "dataSets",
          "replayTolerance",
          "runner",
          "scenarios",
          "criteria");

  private final DataSets registered;

  /** Data sets a plan may refer to. */
  interface DataSets {
    /** This version, if it is registered. */
    Optional<DataSet> find(String id, String version);
  }

  PlanReader(DataSets registered) {
    this.registered = registered;
  }

  /** The plan as it would be sealed at this time. */
  Checked<TestPlan> read(JsonNode tree, Instant sealedAt) {
    var findings = new PlanFindings();
    unquoted(tree, "", findings);
    var top = new Fields(tree, "", findings, TOP);
    described(top);
    var ref = new PlanRef(top.word("id", ID), top.integer("version", 1, 999_999_999));
    var title = top.bothLanguages("title");
    var description = top.bothLanguages("description");
    List<DataSetRef> dataSets =
        top.groups("dataSets", Set.of("ref", "version", "sha256", "split"), this::dataSet);
    List<PlannedScenario> scenarios =
        top.groups("scenarios", SCENARIO, one -> scenario(one, dataSets));
    unique(top, "scenarios", scenarios.stream().map(one -> one.scenario().id()).toList());
    var criteria = new CriterionReader(scenarios).read(top);
    unique(top, "criteria", criteria.stream().map(one -> one.id()).toList());
    Optional<String> runner =
        top.has("runner") ? Optional.of(top.word("runner", NAME)) : Optional.empty();
    if (!findings.none()) {
      return Checked.refused(findings.list());
    }
    byte[] body = CanonicalJson.bytes(tree);
    var plan =
        new TestPlan(
            ref,
            title,
            description,
            scenarios,
            criteria,
            dataSets,
            runner,
            new String(body, StandardCharsets.UTF_8),
            CanonicalJson.hash(tree),
            sealedAt);
    return Checked.of(plan, List.of());
  }

  /** Parts that are for people: they must be there and well formed, nothing computes with them. */
  private static void described(Fields top) {
    top.words("schemes", SCHEME);
    top.text("responsible");
    Fields odd = top.group("odd", Set.of("inputs", "limits"));
    odd.text("inputs");
    odd.text("limits");
    top.text("schedule");
    top.text("coverageArgument");
    Fields environment = top.group("environment", Set.of("nodeClass", "justification"));
    environment.text("nodeClass");
    environment.text("justification");
    Fields resources = top.group("resources", Set.of("cpu", "memory"));
    resources.text("cpu");
    resources.text("memory");
    top.decimal("replayTolerance");
  }

  private Optional<DataSetRef> dataSet(Fields fields) {
    var ref =
        new DataSetRef(
            fields.word("ref", ID), fields.word("version", VERSION), fields.sha256("sha256"));
    fields.word("split", Pattern.compile("TRAIN|VALIDATION|TEST"));
    Optional<DataSet> found = registered.find(ref.ref(), ref.version());
    if (found.isEmpty()) {
      fields
          .findings()
          .dangling(
              fields.pointer("ref"), "Diese Version des Datensatzes", "version of a data set");
    } else if (!found.get().sha256().equals(ref.sha256())) {
      fields.findings().differs(fields.pointer("sha256"), found.get().sha256().hex());
    }
    return Optional.of(ref);
  }

  private static Optional<PlannedScenario> scenario(Fields fields, List<DataSetRef> dataSets) {
    String id = fields.word("id", NAME);
    String dataSet = fields.word("dataSet", ID);
    String output = fields.text("scoredOutput");
    if (dataSets.stream().noneMatch(one -> one.ref().equals(dataSet))) {
      fields
          .findings()
          .dangling(fields.pointer("dataSet"), "Diesen Datensatz im Plan", "data set in this plan");
    }
    return fields
        .oneOf("kind", KINDS)
        .flatMap(kind -> scenario(fields, id, kind))
        .map(scenario -> new PlannedScenario(scenario, dataSet, output));
  }

  private static Optional<Scenario> scenario(Fields fields, String id, ScenarioKind kind) {
    Optional<ScenarioOptions> options = new OptionsReader(fields).read(kind);
    long window =
        kind.isTimed() || fields.has("windowSeconds")
            ? fields.integer("windowSeconds", 1, LONGEST_WINDOW) * NANOS
            : 0;
    if (options.isEmpty()) {
      return Optional.empty();
    }
    window *= Math.max(1, options.get().levels().size());
    if (!kind.openLoop()) {
      if (fields.has("ratePerSecond")) {
        fields
            .findings()
            .mismatch(
                fields.pointer("ratePerSecond"),
                "Dieses Szenario hat keine Rate.",
                "This scenario has no rate.");
      }
      return Optional.of(new Scenario(id, kind, null, window, kept(options.get())));
    }
    long length = window;
    return fields
        .decimal("ratePerSecond")
        .flatMap(Decimal::finite)
        .filter(rate -> positive(fields, rate.signum()))
        .map(rate -> new Scenario(id, kind, rate, length, kept(options.get())));
  }

  private static @Nullable ScenarioOptions kept(ScenarioOptions options) {
    return options.equals(ScenarioOptions.NONE) ? null : options;
  }

  private static String word(ScenarioKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean positive(Fields fields, int sign) {
    if (sign <= 0) {
      fields.findings().wrong(fields.pointer("ratePerSecond"), "größer als 0", "greater than 0");
    }
    return sign > 0;
  }

  private static void unique(Fields top, String name, List<String> ids) {
    if (top.isEmptyList(name) || new HashSet<>(ids).size() < ids.size()) {
      top.findings()
          .wrong(
              top.pointer(name),
              "eine Liste mit verschiedenen Namen, nicht leer",
              "a list of different ids, not empty");
    }
  }

  private static void unquoted(JsonNode node, String at, PlanFindings findings) {
    if (node.isNumber() && !node.isIntegralNumber()) {
      findings.unquoted(at);
    }
    node.properties()
        .forEach(field -> unquoted(field.getValue(), at + "/" + field.getKey(), findings));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      unquoted(node.get(i), at + "/" + i, findings);
    }
  }
}
