package ki.testbed.runner.driver;

import java.util.Optional;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * The body of an answer to {@code infer}.
 *
 * @param id empty if the answer has none
 */
record OipAnswer(JsonNode root, Optional<String> id, JsonNode outputs) {

  /** What a body came to. */
  sealed interface Reading {}

  /** An answer that fits the model's declaration. */
  record Fits(OipAnswer answer) implements Reading {}

  /** JSON, but not what was declared. */
  record Misfit() implements Reading {}

  /** No JSON. */
  record NoJson() implements Reading {}

  /** Beyond a bound on JSON. */
  record BeyondBound() implements Reading {}

  static Reading read(byte[] body, OipModel model) {
    return switch (StrictJson.read(body)) {
      case StrictJson.NoJson _ -> new NoJson();
      case StrictJson.BeyondBound _ -> new BeyondBound();
      case StrictJson.Value(JsonNode node) -> read(node, model);
    };
  }

  private static Reading read(JsonNode root, OipModel model) {
    JsonNode id = root.path("id");
    JsonNode outputs = root.path("outputs");
    if (!root.isObject()
        || !outputs.isArray()
        || outputs.isEmpty()
        || !(id.isString() || id.isMissingNode())) {
      return new Misfit();
    }
    for (JsonNode output : outputs) {
      Optional<Tensor> tensor = Tensor.read(output);
      if (tensor.isEmpty()
          || !model.declares(tensor.get())
          || !tensor.get().holds(output.path("data"))) {
        return new Misfit();
      }
    }
    return new Fits(
        new OipAnswer(
            root, id.isString() ? Optional.of(id.stringValue()) : Optional.empty(), outputs));
  }

  /**
   * Hash of the outputs as compact JSON: equal outputs have equal hashes whatever the id or the
   * white space.
   */
  Sha256 outputsHash() {
    return Sha256.of(StrictJson.write(outputs));
  }

  /** First element of an output, if it is there and a string. */
  Optional<String> firstString(String outputName) {
    for (JsonNode output : outputs) {
      if (output.path("name").stringValue("").equals(outputName)) {
        JsonNode first = output.path("data");
        while (first.isArray()) {
          first = first.path(0);
        }
        return first.isString() ? Optional.of(first.stringValue()) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
