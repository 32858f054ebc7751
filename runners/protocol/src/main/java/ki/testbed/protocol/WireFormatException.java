package ki.testbed.protocol;

/** Bytes that are no valid message; the message says what is wrong and quotes nothing of them. */
public final class WireFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireFormatException(String message) {
    super(message);
  }

  public WireFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
