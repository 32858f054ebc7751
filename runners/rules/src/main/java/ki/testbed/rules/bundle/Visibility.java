package ki.testbed.rules.bundle;

/** Who may see a file of a bundle. */
public enum Visibility {
  /** Everybody. */
  PUBLIC,
  /** The submitter and examiners. */
  SUBMITTER,
  /** Examiners only. */
  EXAMINER
}
