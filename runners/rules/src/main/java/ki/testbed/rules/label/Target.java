package ki.testbed.rules.label;

/** The level that is demanded of a label criterion. */
public sealed interface Target {
  /** None, as the label criterion is not relevant here. */
  record NotRelevant() implements Target {}

  /** Not known yet. */
  record Open() implements Target {}

  /**
   * At least this one.
   *
   * @param level its number
   */
  record AtLeast(int level) implements Target {}
}
