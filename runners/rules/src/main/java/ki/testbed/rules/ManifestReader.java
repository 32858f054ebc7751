package ki.testbed.rules;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a manifest's tree and fills in defaults; what it returns means something only if there was
 * no error.
 */
final class ManifestReader {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,38}[a-z0-9]");
  static final Text NAME_MUST =
      new Text(
          "3 bis 40 Zeichen aus `a-z`, `0-9` und `-`",
          "3 to 40 characters of `a-z`, `0-9` and `-`");

  private static final List<String> FIELDS =
      List.of(
          "apiVersion",
          "name",
          "protocol",
          "version",
          "title",
          "description",
          "model",
          "service",
          "io",
          "resources",
          "weights",
          "intended",
          "training",
          "licence",
          "showroom");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,32}");
  private static final Pattern LICENCE =
      Pattern.compile("[A-Za-z0-9.+()-][A-Za-z0-9.+() -]{0,127}");

  private final ManifestFindings findings;
  private final ManifestLimits limits;
  private final OptionalInt exposedPort;

  ManifestReader(ManifestFindings findings, ManifestLimits limits, OptionalInt exposedPort) {
    this.findings = findings;
    this.limits = limits;
    this.exposedPort = exposedPort;
  }

  Manifest read(JsonNode root) {
    var top = new Section(withoutBatch(root), "", findings, FIELDS);
    apiVersion(top);
    String name = name(top);
    SutProtocol protocol = protocol(top);
    return new Manifest(
        name,
        protocol,
        version(top),
        title(top, name),
        top.paragraphs("description", 2000).orElse(""),
        top.text("model", 128).orElse(name),
        new ServiceReader(findings, limits, exposedPort).read(top, protocol),
        IoReader.read(top),
        ResourcesReader.read(top, limits),
        WeightsReader.read(top),
        intended(top),
        trainingDataSets(top),
        licence(top),
        top.section("showroom", "tryOut").flag("tryOut").orElse(false));
  }

  /** M008 has its own words, so the field is not also an unknown one. */
  private JsonNode withoutBatch(JsonNode root) {
    if (!root.isObject() || !root.path("profile").asString("").equals("batch")) {
      return root;
    }
    findings.batch();
    ObjectNode rest = JsonNodeFactory.instance.objectNode();
    root.properties().stream()
        .filter(field -> !field.getKey().equals("profile"))
        .forEach(field -> rest.set(field.getKey(), field.getValue()));
    return rest;
  }

  private void apiVersion(Section top) {
    if (top.field("apiVersion").isEmpty()) {
      findings.missing("/apiVersion", "apiVersion: " + Manifest.API_VERSION);
    }
    top.word(
        "apiVersion",
        Pattern.compile(Manifest.API_VERSION),
        new Text("`testbed/v1`", "`testbed/v1`"));
  }

  private String name(Section top) {
    if (top.field("name").isEmpty()) {
      findings.missing("/name", "name: my-service");
    }
    return top.word("name", NAME, NAME_MUST).orElse("");
  }

  private SutProtocol protocol(Section top) {
    if (top.field("protocol").isEmpty()) {
      findings.missing("/protocol", "protocol: oip-v2");
    }
    var must = new Text("`oip-v2`, `openai` oder `http-json`", "`oip-v2`, `openai` or `http-json`");
    return switch (top.word("protocol", Pattern.compile("oip-v2|openai|http-json"), must)
        .orElse("oip-v2")) {
      case "openai" -> SutProtocol.OPENAI;
      case "http-json" -> SutProtocol.HTTP_JSON;
      default -> SutProtocol.OIP_V2;
    };
  }

  private static Optional<String> version(Section top) {
    var must =
        new Text(
            "1 bis 32 Zeichen aus `A-Z a-z 0-9 . _ -`",
            "1 to 32 characters of `A-Z a-z 0-9 . _ -`");
    return top.word("version", VERSION, must);
  }

  private static Text title(Section top, String name) {
    Section title = top.section("title", "de", "en");
    Optional<String> de = title.text("de", 120);
    Optional<String> en = title.text("en", 120);
    return new Text(de.or(() -> en).orElse(name), en.or(() -> de).orElse(name));
  }

  private static Manifest.Intended intended(Section top) {
    Section intended = top.section("intended", "task", "inputDomain", "limits");
    return new Manifest.Intended(
        intended.paragraphs("task", 4000).orElse(""),
        intended.paragraphs("inputDomain", 4000).orElse(""),
        intended.paragraphs("limits", 4000).orElse(""));
  }

  private List<String> trainingDataSets(Section top) {
    return top.section("training", "dataSets")
        .list("dataSets", 32, (node, at) -> Texts.line(node, at, 128, findings));
  }

  private static Optional<String> licence(Section top) {
    return top.word("licence", LICENCE, new Text("ein SPDX-Ausdruck", "an SPDX expression"));
  }
}
