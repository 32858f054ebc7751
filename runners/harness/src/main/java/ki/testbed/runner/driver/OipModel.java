package ki.testbed.runner.driver;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A model as it describes itself. */
record OipModel(List<Tensor> inputs, List<Tensor> outputs) {
  /** Nothing is known yet, so nothing is compared. */
  static final OipModel UNKNOWN = new OipModel(List.of(), List.of());

  OipModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Reads {@code {name, platform, inputs, outputs}}; empty if tensors or name are missing. */
  static Optional<OipModel> read(JsonNode node) {
    Optional<List<Tensor>> in = Tensor.readAll(node.path("inputs"));
    Optional<List<Tensor>> out = Tensor.readAll(node.path("outputs"));
    if (!node.path("name").isString() || in.isEmpty() || out.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new OipModel(in.get(), out.get()));
  }

  Optional<Tensor> output(String name) {
    return outputs.stream().filter(o -> o.name().equals(name)).findFirst();
  }

  Optional<Tensor> input(String name) {
    return inputs.stream().filter(i -> i.name().equals(name)).findFirst();
  }

  /** Whether an output is what the model declares; everything is while nothing is known. */
  boolean declares(Tensor sent) {
    return outputs.isEmpty() || output(sent.name()).filter(sent::fits).isPresent();
  }
}
