package ki.testbed.web;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a sentence in which backticks mark what is typed as it stands.
 *
 * @param code whether it stood between backticks
 */
public record Marked(String text, boolean code) {
  static List<Marked> parts(String sentence) {
    List<Marked> parts = new ArrayList<>();
    boolean code = false;
    for (String text : sentence.split("`", -1)) {
      if (!text.isEmpty()) {
        parts.add(new Marked(text, code));
      }
      code = !code;
    }
    return parts;
  }
}
