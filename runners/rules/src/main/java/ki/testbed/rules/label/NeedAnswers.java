package ki.testbed.rules.label;

import java.util.Map;
import java.util.Optional;

/**
 * Answers to questions about the protection need.
 *
 * @param values by id of the question
 */
public record NeedAnswers(Map<String, Integer> values) {
  public NeedAnswers {
    values = Map.copyOf(values);
  }

  /** The answer, if it is one that the question allows. */
  Optional<Integer> to(NeedQuestion question) {
    return Optional.ofNullable(values.get(question.id())).filter(question.answers()::containsKey);
  }
}
