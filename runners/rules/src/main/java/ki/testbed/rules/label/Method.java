package ki.testbed.rules.label;

import java.util.List;

/**
 * A way of measuring from the scheme's catalogue.
 *
 * @param number in that catalogue
 * @param task kind of AI it is for, {@code ANY} for all
 * @param indicators codes of those it helps with
 */
public record Method(
    int number,
    String name,
    String task,
    Depth depth,
    Automatable automatable,
    List<String> indicators) {
  /** How far it goes. */
  public enum Depth {
    /** The ordinary way. */
    BASIC,
    /** Goes beyond it. */
    ADVANCED
  }

  /** Whether a machine can do it alone. */
  public enum Automatable {
    /** It can. */
    YES,
    /** Perhaps, with work. */
    PROBABLY,
    /** A person is needed. */
    NO
  }

  public Method {
    indicators = List.copyOf(indicators);
  }
}
