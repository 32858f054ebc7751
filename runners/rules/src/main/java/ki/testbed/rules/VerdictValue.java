package ki.testbed.rules;

/** What a criterion got. */
public enum VerdictValue {
  /** The threshold is reached. */
  MET,
  /** It is not, or the SUT broke a rule. */
  NOT_MET,
  /** The data allow neither. */
  INCONCLUSIVE,
  /** There is nothing to compare. */
  NOT_EVALUATED
}
