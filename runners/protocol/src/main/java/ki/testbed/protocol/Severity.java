package ki.testbed.protocol;

/** What a finding means for the submission. */
public enum Severity {
  /** It cannot go on like this. */
  ERROR,
  /** It goes on, but probably not as meant. */
  WARNING,
  /** Good to know, nothing to do. */
  INFO
}
