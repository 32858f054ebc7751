package ki.testbed.rules.label;

import java.util.List;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;

/**
 * What the testbed can say about a check.
 *
 * @param evidence hashes of what it rests on
 */
public record CheckAnswer(State state, Text why, List<Sha256> evidence) {
  /** Says the testbed. */
  public enum State {
    /** It is so. */
    HOLDS,
    /** It is not so. */
    FAILS,
    /** Nobody looked, or there was nothing to look at. */
    NOT_EVALUATED
  }

  /** For checks nobody looked at. */
  public static final CheckAnswer NOT_LOOKED_AT =
      new CheckAnswer(
          State.NOT_EVALUATED, new Text("nicht untersucht", "not looked at"), List.of());

  public CheckAnswer {
    evidence = List.copyOf(evidence);
  }

  /** Whether it is so; what was not looked at is not. */
  public boolean holds() {
    return state == State.HOLDS;
  }
}
