package ki.testbed.rules.label;

/** Where the level that is demanded of a label criterion comes from. */
public enum TargetSource {
  /** From answers to questions about the protection need. */
  NEEDS_ANALYSIS,
  /** The submitter asks for a level per label criterion. */
  REQUESTED_PROFILE,
  /** The scheme demands one level of all. */
  FIXED
}
