package ki.testbed.rules;

/** How far a sandbox's isolation may be relied on. */
public enum Isolation {
  /** Tier T1 or better: good enough for an examiner. */
  EXAMINABLE,
  /** Tier T0: shown, not examined. */
  INFORMATIVE
}
