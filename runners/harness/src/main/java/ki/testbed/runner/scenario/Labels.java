package ki.testbed.runner.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import ki.testbed.protocol.Answers;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Scores;
import ki.testbed.runner.driver.Samples;
import ki.testbed.runner.measure.Recording;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The truth: one expected label per sample. In memory only. */
public final class Labels {
  private final String[] expected;

  private Labels(String[] expected) {
    this.expected = expected;
  }

  /**
   * Reads NDJSON of {@code {"label": "..."}}.
   *
   * @throws IllegalArgumentException if a line is something else
   */
  public static Labels read(byte[] ndjson) {
    Samples lines = Samples.of(ndjson);
    JsonMapper mapper = new JsonMapper();
    String[] expected = new String[lines.count()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = label(mapper, lines.copyOf(i));
    }
    return new Labels(expected);
  }

  private static String label(JsonMapper mapper, byte[] line) {
    try {
      JsonNode label = mapper.readTree(line).path("label");
      String text = label.isString() ? label.stringValue() : "";
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes == 0 || bytes > Answers.MAX_LABEL - 4) {
        throw new IllegalArgumentException("an expected label is missing or too long");
      }
      return text;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("an expected label is not JSON", e);
    }
  }

  /** Number of samples. */
  public int count() {
    return expected.length;
  }

  /**
   * Compares each exchange with the truth; a failed exchange is wrong. An answer nobody could look
   * at is neither right nor wrong and has no row. A disturbed form has its sample's truth.
   */
  public Scores score(Recording recording, AnswerIndex answers) {
    int[] sample = new int[recording.rows()];
    boolean[] correct = new boolean[recording.rows()];
    int n = 0;
    for (int row = 0; row < recording.rows(); row++) {
      Exchanges block = recording.block(row);
      int i = row % Recording.BLOCK;
      int answer = block.answer()[i];
      boolean ok = block.outcomeOf(i) == Outcome.OK;
      if (!ok || answer >= 0) {
        sample[n] = block.sample()[i];
        String right = expected[block.sample()[i] % expected.length];
        correct[n++] = ok && answers.label(answer).equals(right);
      }
    }
    return new Scores(Arrays.copyOf(sample, n), Arrays.copyOf(correct, n));
  }
}
