package ki.testbed.web;

/**
 * A page that cannot be shown as asked; its words are in the catalogue under {@code
 * problem.<code>}.
 */
final class PageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  PageProblem(int status, String code) {
    super(code, null, false, false);
    this.status = status;
  }

  /** What is not there, and what belongs to somebody else: one and the same page. */
  static PageProblem missing() {
    return new PageProblem(404, "NOT_FOUND");
  }

  int status() {
    return status;
  }

  String code() {
    return String.valueOf(getMessage());
  }
}
