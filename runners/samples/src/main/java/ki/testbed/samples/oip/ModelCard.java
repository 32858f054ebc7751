package ki.testbed.samples.oip;

import java.util.List;

/** What a model tells about itself. */
public record ModelCard(
    String name,
    String version,
    String platform,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs) {
  public ModelCard {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
