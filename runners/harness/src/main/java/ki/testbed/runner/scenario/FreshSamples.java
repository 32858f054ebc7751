package ki.testbed.runner.scenario;

import java.io.ByteArrayOutputStream;
import ki.testbed.runner.driver.Samples;
import org.apache.commons.rng.UniformRandomProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Near-duplicates of samples, each of the same cost and none asked otherwise: one letter of a text
 * twice, or the first number of a tensor a trifle larger. Who knows the seed gets the same bytes.
 */
public final class FreshSamples {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double TRIFLE = 1e-5;

  private final UniformRandomProvider random;

  /** Near-duplicates by these numbers. */
  public FreshSamples(UniformRandomProvider random) {
    this.random = random;
  }

  /**
   * The samples with so many near-duplicates behind them; the same samples if there can be none.
   */
  public Samples appended(Samples samples, int count) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < samples.count(); i++) {
      lines.writeBytes(samples.copyOf(i));
      lines.write('\n');
    }
    for (int i = 0; i < count; i++) {
      byte[] sample = samples.copyOf(random.nextInt(samples.count()));
      JsonNode root = JSON.readTree(sample);
      if (!changed(root)) {
        return samples;
      }
      lines.writeBytes(JSON.writeValueAsBytes(root));
      lines.write('\n');
    }
    return Samples.of(lines.toByteArray());
  }

  private boolean changed(JsonNode root) {
    JsonNode messages = root.path("messages");
    if (messages.isArray()) {
      return messages.get(messages.size() - 1) instanceof ObjectNode last && typed(last, "content");
    }
    for (JsonNode input : root.path("inputs")) {
      if (input.path("data") instanceof ArrayNode data && inArray(data)) {
        return true;
      }
    }
    return false;
  }

  private boolean typed(ObjectNode owner, String field) {
    String text = owner.path(field).stringValue("");
    owner.put(field, twice(text));
    return !text.isEmpty();
  }

  /** The first element that can be changed, however deep it lies. */
  private boolean inArray(ArrayNode data) {
    for (int i = 0; i < data.size(); i++) {
      JsonNode one = data.get(i);
      if (one.isString() && !one.stringValue().isEmpty()) {
        data.set(i, JSON.getNodeFactory().stringNode(twice(one.stringValue())));
        return true;
      }
      if (one.isFloatingPointNumber()) {
        double step = (1 + random.nextInt(1_000)) * TRIFLE;
        data.set(i, JSON.getNodeFactory().numberNode(one.doubleValue() * (1 + step) + step));
        return true;
      }
      if (one instanceof ArrayNode inner && inArray(inner)) {
        return true;
      }
    }
    return false;
  }

  /** One of its characters twice. */
  private String twice(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
    int after = at + Character.charCount(text.codePointAt(at));
    return text.substring(0, after) + text.substring(at);
  }
}
