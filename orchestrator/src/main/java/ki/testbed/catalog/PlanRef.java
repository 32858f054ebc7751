package ki.testbed.catalog;

/** Names a version of a test plan, written {@code id@version}. */
public record PlanRef(String id, int version) {
  @Override
  public String toString() {
    return id + "@" + version;
  }

  /**
   * Reads {@code id@version}.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static PlanRef parse(String text) {
    int at = text.lastIndexOf('@');
    if (at <= 0 || !text.substring(at + 1).matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("a test plan is named id@version");
    }
    return new PlanRef(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
  }
}
