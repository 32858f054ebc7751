package ki.testbed.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs of everybody, for our own modules that watch the service; what it says is never shown to a
 * caller unfiltered.
 */
public interface RunOverview {
  /** How many runs are in each state; every state is a key. */
  Map<RunState, Long> counts();

  /** Since when the oldest run is in its state; states nothing is in are no key. */
  Map<RunState, Instant> oldest();

  /**
   * Runs that have not ended, and those that ended at or after this instant; at most limit. Runs at
   * work come first, then ended ones, then waiting ones; newest first among each.
   */
  List<ObservedRun> observed(Instant endedSince, int limit);

  /** Preliminary figures of a running run, as last heard by this process. */
  Optional<LiveFigures> live(RunId id);
}
