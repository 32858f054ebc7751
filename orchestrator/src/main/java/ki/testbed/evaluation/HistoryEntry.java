package ki.testbed.evaluation;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.protocol.Text;

/** One entry of a run's history; rows are only appended. */
public record HistoryEntry(
    int seq, int attempt, RunState state, Optional<Reason> reason, Detail detail, Instant at) {
  /** What happened, where there is a reason. */
  public Optional<Text> sentence() {
    return reason.map(one -> one.sentence(detail));
  }

  /** What its reader does now, where there is a reason. */
  public Optional<Text> nextStep() {
    return reason.map(one -> one.nextStep(!state.terminal()));
  }
}
