package ki.testbed.api;

import java.util.Map;
import java.util.Optional;
import ki.testbed.evaluation.Detail;
import ki.testbed.evaluation.HistoryEntry;
import ki.testbed.evaluation.Reason;
import ki.testbed.evaluation.Run;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Blame;

/**
 * Why a run is in its state.
 *
 * @param facts behind the sentence
 */
record ReasonView(
    Reason code, Blame blame, Text sentence, Text nextStep, Map<String, String> facts) {
  static Optional<ReasonView> of(Run run) {
    return run.reason().map(code -> of(code, run.detail(), !run.state().terminal()));
  }

  static Optional<ReasonView> of(HistoryEntry entry) {
    return entry.reason().map(code -> of(code, entry.detail(), !entry.state().terminal()));
  }

  private static ReasonView of(Reason code, Detail detail, boolean triedAgain) {
    return new ReasonView(
        code, code.blame(), code.sentence(detail), code.nextStep(triedAgain), detail.facts());
  }
}
