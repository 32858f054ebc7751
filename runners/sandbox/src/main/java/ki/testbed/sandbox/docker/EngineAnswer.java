package ki.testbed.sandbox.docker;

/** The engine answered, and the answer is no. */
final class EngineAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  static final int NOT_MODIFIED = 304;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  private static final int SERVER_ERROR = 500;

  private final int status;

  EngineAnswer(int status, String message) {
    super(Words.clean(message));
    this.status = status;
  }

  /** Its HTTP status. */
  int status() {
    return status;
  }

  /** It was its own fault, which may pass. */
  boolean engineFailed() {
    return status >= SERVER_ERROR;
  }

  /** Its words, on one line. */
  String words() {
    return String.valueOf(getMessage());
  }
}
