package ki.testbed.evaluation;

import java.time.Instant;
import java.util.Optional;

/** One entry of a run's history; rows are only appended. */
public record HistoryEntry(
    int seq, int attempt, RunState state, Optional<Reason> reason, String detail, Instant at) {}
