package ki.testbed.rules.label;

import java.util.List;
import java.util.Optional;
import ki.testbed.rules.VerdictValue;

/**
 * Something a person has to judge in writing before the assessment of a label criterion may be
 * filled in ahead.
 *
 * @param about id of a criterion of the test plan or name of a probe
 * @param indicators of this label criterion that it is evidence for
 */
public record Concern(Cause cause, String about, List<String> indicators, boolean judged) {
  /** What raises it. */
  public enum Cause {
    /** A threshold was missed. */
    NOT_MET,
    /** The data allowed no verdict. */
    INCONCLUSIVE,
    /** There was nothing to judge. */
    NOT_EVALUATED,
    /** The submission behaved otherwise when it could tell that it was tested. */
    ANTI_GAMING_PROBE_FAILED
  }

  public Concern {
    indicators = List.copyOf(indicators);
  }

  /** Whether a verdict raises one, and which. */
  static Optional<Cause> of(VerdictValue value) {
    return switch (value) {
      case MET -> Optional.empty();
      case NOT_MET -> Optional.of(Cause.NOT_MET);
      case INCONCLUSIVE -> Optional.of(Cause.INCONCLUSIVE);
      case NOT_EVALUATED -> Optional.of(Cause.NOT_EVALUATED);
    };
  }
}
