package ki.testbed;

/**
 * The database cannot be used as it is; the message says what to do, and the service does not
 * start.
 */
final class DatabaseRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseRefused(String message) {
    super(message);
  }

  DatabaseRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
