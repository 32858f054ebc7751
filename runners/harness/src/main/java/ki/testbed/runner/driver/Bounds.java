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
 */
public record Bounds(
    int headBytes,
    int headLines,
    int interimAnswers,
    int bodyBytes,
    int chunks,
    long deadlineNs,
    long silenceNs) {

  /** The bounds of the testbed with this cap on bodies and this deadline. */
  public static Bounds of(long bodyBytes, long deadlineNs) {
    int body = Math.clamp(bodyBytes, 1, 256 << 20);
    return new Bounds(8 << 10, 100, 8, body, 100_000, deadlineNs, 30_000_000_000L);
  }
}
