package ki.testbed.queue;

import java.time.Duration;

/** One leader's time in office, as seen from inside it. */
public final class Term {
  private final Leadership leadership;
  private final long epoch;

  Term(Leadership leadership, long epoch) {
    this.leadership = leadership;
    this.epoch = epoch;
  }

  /** Its number; grows with every change of leader. */
  public long epoch() {
    return epoch;
  }

  /**
   * Time since its lease was last renewed, by a monotonic clock; very long once it is over. Counted
   * from before the renewal was sent, so it is never too short.
   */
  public Duration sinceRenewal() {
    return leadership.sinceRenewal(epoch);
  }
}
