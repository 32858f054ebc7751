package ki.testbed.rules;

import ki.testbed.protocol.Text;

/** What a run left for judging. */
public sealed interface RunEnd {
  /** It was measured and collected. */
  record Measured(RunResult result) implements RunEnd {}

  /**
   * FAILED or CANCELLED.
   *
   * @param why the reason in one sentence
   */
  record Broken(Text why) implements RunEnd {}

  /** It does not exist yet, or has not ended. */
  record Pending() implements RunEnd {}
}
