package ki.testbed.rules;

/** JSON that has no canonical form here; the message says where. */
public final class NotCanonicalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  NotCanonicalException(String pointer, String what) {
    super((pointer.isEmpty() ? "the document" : pointer) + ": " + what);
    this.pointer = pointer;
  }

  /** Where, as a JSON pointer (RFC 6901). */
  public String pointer() {
    return pointer;
  }
}
