package ki.testbed.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import ki.testbed.protocol.SutProtocol;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an effective manifest as a manifest, every default spelled out. */
final class ManifestJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ManifestJson() {}

  static JsonNode write(Manifest manifest) {
    ObjectNode json = NODES.objectNode().put("apiVersion", Manifest.API_VERSION);
    json.put("name", manifest.name()).put("protocol", word(manifest.protocol()));
    manifest.version().ifPresent(version -> json.put("version", version));
    json.putObject("title").put("de", manifest.title().de()).put("en", manifest.title().en());
    json.put("description", manifest.description()).put("model", manifest.model());
    json.set("service", service(manifest.service()));
    json.putObject("io")
        .set("inputs", tensors(manifest.io().inputs()))
        .set("outputs", tensors(manifest.io().outputs()));
    json.set("resources", resources(manifest.resources()));
    ArrayNode weights = json.putArray("weights");
    manifest
        .weights()
        .forEach(w ->
            weights
                .addObject()
                .put("name", w.name())
                .put("digest", w.digest().prefixed())
                .put("mount", w.mount()));
    Manifest.Intended intended = manifest.intended();
    json.putObject("intended")
        .put("task", intended.task())
        .put("inputDomain", intended.inputDomain())
        .put("limits", intended.limits());
    json.putObject("training").set("dataSets", strings(manifest.trainingDataSets()));
    manifest.licence().ifPresent(licence -> json.put("licence", licence));
    json.putObject("showroom").put("tryOut", manifest.tryOut());
    return json;
  }

  private static ObjectNode service(Manifest.Service service) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("port", service.port())
            .put("maxConcurrency", service.maxConcurrency());
    json.put("startupTimeout", millis(service.startupTimeout()))
        .put("shutdownGrace", millis(service.shutdownGrace()));
    json.set("command", strings(service.command()));
    json.set("args", strings(service.args()));
    json.set("env", strings(service.env()));
    service.http().ifPresent(http -> json.set("http", http(http)));
    return json;
  }

  private static ObjectNode http(Manifest.Http http) {
    ObjectNode json = NODES.objectNode();
    json.putObject("ready").put("path", http.readyPath());
    ObjectNode infer =
        json.putObject("infer").put("method", http.inferMethod()).put("path", http.inferPath());
    infer.put("template", http.template()).set("bind", strings(http.bind()));
    infer.set("outputs", strings(http.outputs()));
    return json;
  }

  private static ArrayNode tensors(List<Manifest.Tensor> tensors) {
    ArrayNode json = NODES.arrayNode();
    for (Manifest.Tensor tensor : tensors) {
      ArrayNode shape =
          json.addObject()
              .put("name", tensor.name())
              .put("datatype", tensor.datatype())
              .putArray("shape");
      tensor.shape().forEach(shape::add);
    }
    return json;
  }

  private static ObjectNode resources(Manifest.Resources resources) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("cpu", Decimal.of(resources.cpu()).toString())
            .put("memory", resources.memory());
    json.put("pids", resources.pids())
        .put("shm", resources.shm())
        .put("scratch", resources.scratch());
    Manifest.Gpu gpu = resources.gpu();
    json.putObject("gpu")
        .put("count", gpu.count())
        .put("minMemory", gpu.minMemory())
        .set("models", strings(gpu.models()));
    return json;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static ArrayNode strings(List<String> strings) {
    ArrayNode json = NODES.arrayNode();
    strings.forEach(json::add);
    return json;
  }

  private static ObjectNode strings(Map<String, String> strings) {
    ObjectNode json = NODES.objectNode();
    strings.forEach(json::put);
    return json;
  }

  private static String word(SutProtocol protocol) {
    return switch (protocol) {
      case OIP_V2 -> "oip-v2";
      case OPENAI -> "openai";
      case HTTP_JSON -> "http-json";
    };
  }
}
