package ki.testbed.rules.label;

import java.util.Optional;
import ki.testbed.protocol.Text;

/**
 * Something that must hold for a level of an indicator.
 *
 * @param check name of what the testbed looks at; present if it decides
 */
public record ObservableItem(
    String key,
    String indicator,
    Level level,
    Text text,
    DecidedBy decidedBy,
    Optional<String> check) {
  /** Who answers. */
  public enum DecidedBy {
    /** Verdicts and artefacts. */
    TESTBED,
    /** A person. */
    HUMAN
  }
}
