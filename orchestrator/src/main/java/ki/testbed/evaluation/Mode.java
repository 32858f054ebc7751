package ki.testbed.evaluation;

/** What an evaluation is for. */
public enum Mode {
  /** A trial: free, never evidence for a statement. */
  DRY_RUN,
  /** Counts. */
  MEASURED
}
