package ki.testbed.runner.driver;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of a SUT that completes chats.
 *
 * @param maxConcurrency most exchanges it takes at a time
 * @param maxTokens longest answer
 * @param scored whether the text of an answer is its label
 */
public record ChatTask(
    int port,
    String model,
    int maxConcurrency,
    Samples samples,
    int maxTokens,
    boolean scored,
    Optional<Tokenizer> tokenizer) {
  private static final int EVENTS_PER_TOKEN = 4;
  private static final int EVENTS_MORE = 1_000;

  /** Most events of one answer. */
  public int mostEvents() {
    return EVENTS_PER_TOKEN * maxTokens + EVENTS_MORE;
  }

  /** Whether each sample is a JSON object with messages and nothing else. */
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
        && node.size() == 1
        && node.path("messages").isArray()
        && !node.path("messages").isEmpty();
  }
}
