package ki.testbed.rules.label;

/** Whether an examiner has to look at a statement. */
public enum Validation {
  /** The submitter may ask for it. */
  OPTIONAL,
  /** It is advised. */
  RECOMMENDED,
  /** By an examiner with confirmed qualification, else nothing is said. */
  MANDATORY
}
