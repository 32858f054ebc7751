package ki.testbed.samples.oip;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** A status and a JSON body. */
record Reply(int status, byte[] body) {
  private static final JsonFactory JSON = new JsonFactory();

  static Reply json(int status, Consumer<JsonGenerator> members) {
    var bytes = new ByteArrayOutputStream(512);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return new Reply(status, bytes.toByteArray());
  }

  static Reply error(int status, String sentence) {
    return json(status, json -> json.writeStringProperty("error", sentence));
  }

  static Reply server(ModelCard card) {
    return json(
        200,
        json -> {
          json.writeStringProperty("name", "testbed-sample-" + card.platform());
          json.writeStringProperty("version", card.version());
          json.writeArrayPropertyStart("extensions");
          json.writeEndArray();
        });
  }

  static Reply live() {
    return json(200, json -> json.writeBooleanProperty("live", true));
  }

  static Reply ready(ModelCard card, boolean ready) {
    return json(
        ready ? 200 : 503,
        json -> {
          json.writeStringProperty("name", card.name());
          json.writeBooleanProperty("ready", ready);
        });
  }

  static Reply metadata(ModelCard card) {
    return json(
        200,
        json -> {
          json.writeStringProperty("name", card.name());
          json.writeArrayPropertyStart("versions");
          json.writeString(card.version());
          json.writeEndArray();
          json.writeStringProperty("platform", card.platform());
          specs(json, "inputs", card.inputs());
          specs(json, "outputs", card.outputs());
        });
  }

  static Reply inference(ModelCard card, InferRequest request, List<Tensor> outputs) {
    return json(
        200,
        json -> {
          json.writeStringProperty("model_name", card.name());
          json.writeStringProperty("model_version", card.version());
          request.id().ifPresent(id -> json.writeStringProperty("id", id));
          json.writeArrayPropertyStart("outputs");
          outputs.stream().filter(request::wants).forEach(output -> tensor(json, output));
          json.writeEndArray();
        });
  }

  private static void specs(JsonGenerator json, String member, List<TensorSpec> specs) {
    json.writeArrayPropertyStart(member);
    for (var spec : specs) {
      json.writeStartObject();
      head(json, spec.name(), spec.datatype(), spec.shape());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void tensor(JsonGenerator json, Tensor tensor) {
    json.writeStartObject();
    head(json, tensor.name(), tensor.datatype(), tensor.shape());
    json.writeArrayPropertyStart("data");
    tensor.data().forEach(element -> tensor.datatype().write(json, element));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void head(
      JsonGenerator json, String name, TensorType datatype, List<Integer> shape) {
    json.writeStringProperty("name", name);
    json.writeStringProperty("datatype", datatype.name());
    json.writeArrayPropertyStart("shape");
    shape.forEach(json::writeNumber);
    json.writeEndArray();
  }
}
