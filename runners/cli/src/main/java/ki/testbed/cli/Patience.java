package ki.testbed.cli;

import java.time.Duration;

/**
 * How long something is tried again.
 *
 * @param limit of all waiting together
 * @param pause how to wait
 */
record Patience(Duration limit, Pause pause) {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Waiting; tests do not. */
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  /** The same way to wait with another limit. */
  Patience upTo(Duration otherLimit) {
    return new Patience(otherLimit, pause);
  }

  Tries start() {
    return new Tries();
  }

  /** Waits that get longer; all waiting of one undertaking. */
  final class Tries {
    private Duration waited = Duration.ZERO;
    private Duration next = FIRST;

    /** Waits, or says at once that it has been long enough. */
    boolean again() {
      return again(next);
    }

    /** Waits as long as the testbed asked for. */
    boolean again(Duration asked) {
      if (waited.compareTo(limit) >= 0) {
        return false;
      }
      try {
        pause.rest(asked);
      } catch (InterruptedException e) {
        throw ClientProblem.interrupted();
      }
      waited = waited.plus(asked);
      next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
      return true;
    }
  }
}
