package ki.testbed.rules.label;

import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Text;

/**
 * A question about the protection need of a label criterion.
 *
 * @param category 0 to 9, what kind of harm it is about
 * @param answers the value of each allowed answer
 * @param inheritsFrom code of the label criterion whose need is the answer; nobody is asked then
 */
public record NeedQuestion(
    String id,
    Type type,
    String criterion,
    int category,
    Text text,
    Map<Integer, Text> answers,
    Optional<String> inheritsFrom) {
  /** When it is asked and how it counts. */
  public enum Type {
    /** Gate: decides whether the label criterion is relevant. */
    AF,
    /** Basic question. */
    GF,
    /** Further question, only asked where the basic ones leave room. */
    EF
  }

  public NeedQuestion {
    answers = Map.copyOf(answers);
  }
}
