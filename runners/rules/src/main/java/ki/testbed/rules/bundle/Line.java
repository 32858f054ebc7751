package ki.testbed.rules.bundle;

import ki.testbed.protocol.Text;

/**
 * One thing that was checked.
 *
 * @param what a file or a number
 */
public record Line(Status status, String what, Text why) {
  /** How far it could be checked. */
  public enum Status {
    /** Computed again from what it follows from, with the same outcome. */
    RECOMPUTED,
    /** Only that it was not changed. */
    HASH_ONLY,
    /** Left out for these readers. */
    WITHHELD,
    /** Does not hold. */
    FAILED
  }
}
