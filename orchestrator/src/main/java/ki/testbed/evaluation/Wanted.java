package ki.testbed.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the row says about a run, and how long things may take.
 *
 * @param epoch of the leader that asks
 * @param sandboxSeen whether the engine was seen to hold its sandbox
 * @param ending why it is being ended
 */
record Wanted(Run run, long epoch, boolean sandboxSeen, Optional<Why> ending, Limits limits) {

  /**
   * Bounds of one run in its present state.
   *
   * @param maximumAge of the state
   * @param stopAt when the run has to stop, whatever it does
   * @param total the same as a length, for the sentence
   * @param startup what the manifest allows
   * @param memoryBytes the SUT's
   * @param pids the SUT's
   */
  record Limits(
      Duration engineWait,
      Duration runnerSilence,
      Duration maximumAge,
      Instant stopAt,
      Duration total,
      Duration startup,
      int port,
      long memoryBytes,
      int pids) {}

  RunState state() {
    return run.state();
  }

  boolean cancelRequested() {
    return run.cancelRequested();
  }

  /** Whether another leader adopted it last. */
  boolean ofOlderEpoch() {
    return run.epoch() < epoch;
  }

  /**
   * Whether a later leader has adopted it: the one that asks leads no more and has yet to notice.
   */
  boolean ofNewerEpoch() {
    return run.epoch() > epoch;
  }

  boolean pastMaximumAge(Instant now) {
    return run.since().plus(limits.maximumAge()).isBefore(now);
  }
}
