package ki.testbed.runner.driver;

/**
 * Most of each that a SUT may send.
 *
 * @param headBytes status lines, headers and trailers of one answer together
 * @param headLines lines of them
 * @param interimAnswers 1xx answers before the real one
 * @param bodyBytes body of one answer
 * @param chunks pieces of one chunked body
 * @param deadlineNs from the start of an exchange to its end
 * @param silenceNs between two pieces of an answer
 * @param streamLines line ends of a body that is a stream of events; 0 where bodies are none
 * @param streamLineBytes one line of such a stream
 */
public record Bounds(
    int headBytes,
    int headLines,
    int interimAnswers,
    int bodyBytes,
    int chunks,
    long deadlineNs,
    long silenceNs,
    int streamLines,
    int streamLineBytes) {
  private static final int LINES_PER_EVENT = 8;
  private static final int LINE_BYTES = 256 << 10;

  /** Bounds on answers that are no streams. */
  public Bounds(
      int headBytes,
      int headLines,
      int interimAnswers,
      int bodyBytes,
      int chunks,
      long deadlineNs,
      long silenceNs) {
    this(headBytes, headLines, interimAnswers, bodyBytes, chunks, deadlineNs, silenceNs, 0, 0);
  }

  /** The same where bodies are streams of at most so many events. */
  public Bounds streaming(int mostEvents) {
    return new Bounds(
        headBytes,
        headLines,
        interimAnswers,
        bodyBytes,
        chunks,
        deadlineNs,
        silenceNs,
        Math.multiplyExact(mostEvents, LINES_PER_EVENT),
        LINE_BYTES);
  }

  boolean isStream() {
    return streamLines > 0;
  }

  /** The bounds of the testbed with this cap on bodies and this deadline. */
  public static Bounds of(long bodyBytes, long deadlineNs) {
    int body = Math.clamp(bodyBytes, 1, 256 << 20);
    return new Bounds(8 << 10, 100, 8, body, 100_000, deadlineNs, 30_000_000_000L);
  }
}
