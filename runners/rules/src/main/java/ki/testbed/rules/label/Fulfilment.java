package ki.testbed.rules.label;

/** Whether what is demanded is reached. */
public enum Fulfilment {
  /** Whatever is open. */
  YES,
  /** Whatever is open. */
  NO,
  /** Depends on what is open. */
  OPEN,
  /** Nothing is demanded. */
  NOT_APPLICABLE
}
