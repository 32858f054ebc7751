package ki.testbed.runner.driver;

import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Sha256;

/** What the body of an answer is worth. */
public sealed interface Checked {
  /**
   * It fits the protocol.
   *
   * @param outputs hash of the outputs without the id
   * @param label what was predicted, empty where nothing is scored
   */
  record Good(Sha256 outputs, String label) implements Checked {}

  /**
   * It fits, and came in pieces.
   *
   * @param times arrivals of its pieces with content, moments of the monotonic clock; -1 unknown
   * @param pieceTokens tokens of each piece
   * @param tokens of the whole text by the plan's tokenizer, -1 without one
   * @param usage the SUT's own count, -1 without one
   */
  record Streamed(Good answer, long[] times, int[] pieceTokens, int tokens, int usage)
      implements Checked {}

  /** It does not. */
  record Bad(Outcome outcome) implements Checked {}
}
