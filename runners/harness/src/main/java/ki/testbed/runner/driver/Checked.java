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

  /** It does not. */
  record Bad(Outcome outcome) implements Checked {}
}
