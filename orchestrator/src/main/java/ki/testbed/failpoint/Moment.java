package ki.testbed.failpoint;

/** When, in a change of state, a fault may happen. */
public enum Moment {
  /** Nothing is written yet. */
  BEFORE_EFFECT("before-effect"),
  /** It is written, but not committed. */
  AFTER_EFFECT("after-effect"),
  /** It is committed, but whoever did it does not know yet. */
  AFTER_COMMIT("after-commit");

  private final String text;

  Moment(String text) {
    this.text = text;
  }

  /** As it stands in the name of a failpoint. */
  public String text() {
    return text;
  }
}
