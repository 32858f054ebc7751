package ki.testbed.rules.label;

import ki.testbed.protocol.Text;

/**
 * How an indicator counts.
 *
 * @param name in German as the official texts write it
 */
public record Weighting(String code, Text name, Role role) {
  /** Its part in {@link Policy#CAP_1}. */
  public enum Role {
    /** The class cannot be above this rating. */
    CAP,
    /** Goes into the mean. */
    MEAN
  }
}
