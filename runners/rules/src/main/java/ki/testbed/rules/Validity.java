package ki.testbed.rules;

import java.util.Collection;
import java.util.Comparator;

/** Whether a run's numbers may be used; constants in falling precedence. */
public enum Validity {
  /** The testbed disturbed the measurement: nothing is said about the SUT. */
  INVALID_HARNESS,
  /** The SUT broke a rule: its numbers do not count for it. */
  INVALID_SUT,
  /** Too little was seen to say anything. */
  INCONCLUSIVE,
  /** The numbers may be compared with thresholds. */
  VALID;

  /** The gravest of all; VALID for none. */
  public static Validity gravest(Collection<Validity> all) {
    return all.stream().min(Comparator.naturalOrder()).orElse(VALID);
  }
}
