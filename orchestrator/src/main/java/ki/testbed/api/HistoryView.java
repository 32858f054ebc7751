package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import ki.testbed.evaluation.HistoryEntry;
import ki.testbed.evaluation.RunState;

/** One step of a run. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record HistoryView(int seq, int attempt, RunState state, Optional<ReasonView> reason, Instant at) {
  static HistoryView of(HistoryEntry entry) {
    return new HistoryView(
        entry.seq(), entry.attempt(), entry.state(), ReasonView.of(entry), entry.at());
  }
}
