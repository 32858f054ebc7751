package ki.testbed.runner.scenario;

import java.io.ByteArrayOutputStream;
import java.util.function.UnaryOperator;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.runner.driver.Samples;
import org.apache.commons.rng.UniformRandomProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Samples with their disturbed forms behind them, severity after severity: a pure function of the
 * stream of random numbers and the samples, so that who knows the seed afterwards gets the same
 * bytes.
 */
public final class Disturbed {
  private static final JsonMapper JSON = new JsonMapper();

  private final UniformRandomProvider random;

  /** Disturbances from these numbers. */
  public Disturbed(UniformRandomProvider random) {
    this.random = random;
  }

  /**
   * All forms of samples whose texts are the data of BYTES tensors; other tensors stay as they are.
   */
  public Samples of(Samples samples) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int severity = 0; severity <= ScenarioKind.SEVERITIES; severity++) {
      for (int i = 0; i < samples.count(); i++) {
        lines.writeBytes(severity == 0 ? samples.copyOf(i) : form(samples.copyOf(i), i, severity));
        lines.write('\n');
      }
    }
    return Samples.of(lines.toByteArray());
  }

  private byte[] form(byte[] sample, int index, int severity) {
    TextDisturbance kind = TextDisturbance.ofSample(index);
    JsonNode root = JSON.readTree(sample);
    for (JsonNode input : root.path("inputs")) {
      if (input instanceof ObjectNode tensor
          && tensor.path("datatype").stringValue("").equals("BYTES")) {
        tensor.set("data", data(tensor.path("data"), text -> kind.disturb(text, severity, random)));
      }
    }
    return JSON.writeValueAsBytes(root);
  }

  private static JsonNode data(JsonNode data, UnaryOperator<String> change) {
    if (data.isString()) {
      return JSON.getNodeFactory().stringNode(change.apply(data.stringValue()));
    }
    ArrayNode changed = JSON.createArrayNode();
    data.forEach(one -> changed.add(data(one, change)));
    return data.isArray() ? changed : data;
  }
}
