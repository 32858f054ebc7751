package ki.testbed.samples.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.CanonicalJson;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A data set of the catalogue, read for tests without the service. */
public record CommittedDataSet(String id, JsonNode tree) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path CATALOG =
      Path.of("..", "..", "orchestrator", "src", "main", "resources", "catalog");

  public static CommittedDataSet read(String id) throws IOException {
    return new CommittedDataSet(id, yaml(folder(id).resolve("dataset.yaml")));
  }

  static JsonNode plan(String id) throws IOException {
    return yaml(CATALOG.resolve("plans").resolve(id + ".yaml"));
  }

  /** Hash of the record, as plans pin it. */
  Sha256 sha256() {
    return CanonicalJson.hash(tree);
  }

  byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder(id).resolve(file));
  }

  public List<String> texts() throws IOException {
    return lines("samples.ndjson", "/inputs/0/data/0");
  }

  public List<String> labels() throws IOException {
    return lines("expected.ndjson", "/label");
  }

  private List<String> lines(String file, String pointer) throws IOException {
    return new String(bytes(file), StandardCharsets.UTF_8)
        .lines()
        .map(line -> JSON.readTree(line).at(pointer).stringValue())
        .toList();
  }

  private static Path folder(String id) {
    return CATALOG.resolve("data-sets").resolve(id).resolve("1");
  }

  private static JsonNode yaml(Path file) throws IOException {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return JSON.valueToTree(tree);
  }
}
