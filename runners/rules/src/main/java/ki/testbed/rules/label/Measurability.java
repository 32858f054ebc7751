package ki.testbed.rules.label;

/** What a measurement can do for an indicator. */
public enum Measurability {
  /** It is the core of the proof. */
  MEASURED,
  /** An artefact of it helps. */
  SUPPORTED,
  /** Documents and people only. */
  DOCUMENT_ONLY
}
