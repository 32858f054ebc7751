package ki.testbed.sandbox;

/** The two halves of a sandbox. */
public enum Part {
  /** Ours. */
  RUNNER,
  /** Theirs. */
  SUT
}
