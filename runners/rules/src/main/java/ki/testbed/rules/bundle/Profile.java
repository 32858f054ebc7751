package ki.testbed.rules.bundle;

/** For whom a bundle is written; all have the same manifest and the same signature. */
public enum Profile {
  /** Everything. */
  FULL,
  /** Without what is for examiners only. */
  SUBMITTER,
  /** Only what everybody may see. */
  PUBLIC;

  boolean shows(Visibility visibility) {
    return switch (this) {
      case FULL -> true;
      case SUBMITTER -> visibility != Visibility.EXAMINER;
      case PUBLIC -> visibility == Visibility.PUBLIC;
    };
  }
}
