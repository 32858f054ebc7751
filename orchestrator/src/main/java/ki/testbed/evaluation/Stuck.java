package ki.testbed.evaluation;

import java.time.Duration;

/** The reason of a state that lasts too long. */
final class Stuck {
  private Stuck() {}

  static Why in(RunState state, Duration limit) {
    Reason reason =
        switch (state) {
          case QUEUED -> Reason.STUCK_QUEUED;
          case PROVISIONING -> Reason.STUCK_PROVISIONING;
          case RUNNING -> Reason.STUCK_RUNNING;
          case DRAINING -> Reason.STUCK_DRAINING;
          case COLLECTING -> Reason.STUCK_COLLECTING;
          case SUCCEEDED, FAILED, CANCELLED ->
              throw new IllegalStateException("a run that has ended is not stuck");
        };
    return Why.of(reason, "limit", Words.of(limit));
  }
}
