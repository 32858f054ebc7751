package ki.testbed.runner.driver;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of a SUT that speaks the Open Inference Protocol.
 *
 * @param maxConcurrency most exchanges it takes at a time
 * @param scoredOutput name of the output that carries the label
 */
public record OipTask(
    int port, String model, int maxConcurrency, Samples samples, Optional<String> scoredOutput) {

  /**
   * Whether each sample is a JSON object with tensors as inputs and nothing that would clash with
   * an id.
   */
  public static boolean areSamples(Samples samples) {
    for (int i = 0; i < samples.count(); i++) {
      if (!isSample(samples.copyOf(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSample(byte[] line) {
    return line.length > 0
        && line[0] == '{'
        && StrictJson.read(line) instanceof StrictJson.Value(JsonNode node)
        && node.path("id").isMissingNode()
        && Tensor.readAll(node.path("inputs")).filter(inputs -> !inputs.isEmpty()).isPresent();
  }
}
