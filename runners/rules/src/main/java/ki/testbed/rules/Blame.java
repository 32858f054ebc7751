package ki.testbed.rules;

/** Who has to act, and who pays. */
public enum Blame {
  /** The submitter; the quota is charged. */
  SUBMISSION,
  /** We; it is tried again and costs nothing. */
  TESTBED,
  /** Whoever runs this installation or wrote the plan. */
  OPERATOR
}
