package ki.testbed.rules.label;

import java.util.List;
import ki.testbed.protocol.Sha256;

/**
 * The protection need of one label criterion.
 *
 * @param answersHash over everything it follows from: answers by question, inherited needs included
 */
public record NeedResult(String criterion, Value value, Sha256 answersHash) {
  /** What came out. */
  public sealed interface Value {
    /** The gate says that the label criterion does not apply. */
    record NotRelevant() implements Value {}

    /**
     * Cannot be said yet.
     *
     * @param missing ids of questions whose answers are needed first
     */
    record Open(List<String> missing) implements Value {}

    /** From 1, low, upwards. */
    record Need(int need) implements Value {}
  }
}
