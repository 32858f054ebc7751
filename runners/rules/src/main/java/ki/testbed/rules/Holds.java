package ki.testbed.rules;

/** What became of a validity rule in a run. */
public enum Holds {
  /** Observed, inside the bound. */
  YES,
  /** Observed, outside the bound. */
  NO,
  /** Says nothing about this kind of run; {@link RuleOutcome#observed} says why. */
  NOT_APPLICABLE,
  /** Would say something, but nothing was observed; {@link RuleOutcome#observed} says why. */
  NOT_OBSERVED
}
