package ki.testbed.access;

/** The caller lacks a right; speaks of the caller only, never of an object. */
public final class AccessDenied extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Right right;

  public AccessDenied(Right right) {
    super("the caller lacks the right " + right);
    this.right = right;
  }

  /** What is missing. */
  public Right right() {
    return right;
  }
}
