package ki.testbed.protocol;

/** What an exchange is for, beside being measured: the values of {@link Exchanges#probe}. */
public enum ProbeKind {
  /** An ordinary exchange. */
  NONE(0),
  /** A question that was asked before in this window, at a secret position. */
  REPEAT(1),
  /** A question nobody asked before, of the same cost, at a secret position. */
  FRESH(2),
  /** A body that is no JSON. */
  MALFORMED(16),
  /** A body far longer than any sample. */
  OVERSIZE(17),
  /** No body at all. */
  EMPTY(18),
  /** A request whose sender goes away before the answer. */
  CANCELLED(19),
  /** A good request, sent byte by byte. */
  SLOW(20),
  /** A good request whose sender closes its direction right after it. */
  HALF_CLOSED(21);

  private final byte code;

  ProbeKind(int code) {
    this.code = (byte) code;
  }

  /** The value in the raw data. */
  public byte code() {
    return code;
  }

  /** Whether the SUT is meant to refuse it. */
  public boolean isBadRequest() {
    return this == MALFORMED || this == OVERSIZE || this == EMPTY;
  }

  /** Whether this value is a deliberate fault of the caller. */
  public static boolean isFault(byte code) {
    return code >= MALFORMED.code;
  }
}
