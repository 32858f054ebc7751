package ki.testbed.evaluation;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.rules.Validity;

/**
 * A move of a run, as it is written.
 *
 * @param before the row it was decided about: written only if state, attempt and epoch are still
 *     these
 * @param attempt after the move; greater where the run goes back to QUEUED
 * @param epoch after the move
 */
record RunChange(
    Run before,
    RunState to,
    Optional<Reason> reason,
    Detail detail,
    int attempt,
    long epoch,
    Optional<Validity> validity,
    boolean partial,
    Instant at) {

  static RunChange of(Run before, RunState to, Instant at) {
    return new RunChange(
        before,
        to,
        Optional.empty(),
        Detail.NONE,
        before.attempt(),
        before.epoch(),
        Optional.empty(),
        before.partial(),
        at);
  }

  RunChange because(Why why) {
    return new RunChange(
        before, to, Optional.of(why.reason()), why.detail(), attempt, epoch, validity, partial, at);
  }

  RunChange with(Detail facts) {
    return new RunChange(before, to, reason, facts, attempt, epoch, validity, partial, at);
  }

  RunChange nextAttempt() {
    return new RunChange(
        before, to, reason, detail, before.attempt() + 1, epoch, validity, false, at);
  }

  RunChange inEpoch(long newEpoch) {
    return new RunChange(before, to, reason, detail, attempt, newEpoch, validity, partial, at);
  }

  RunChange measured(Validity found) {
    return new RunChange(
        before, to, reason, detail, attempt, epoch, Optional.of(found), partial, at);
  }

  RunChange cut() {
    return new RunChange(before, to, reason, detail, attempt, epoch, validity, true, at);
  }
}
