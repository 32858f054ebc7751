package ki.testbed.sandbox;

import java.time.Duration;

/**
 * The right of a leader to command engines. Every command carries it; an adapter refuses when the
 * last renewal is too old.
 *
 * @param epoch grows with every change of leader
 * @param age time since the last renewal, by a monotonic clock
 */
public record Fence(long epoch, Age age) {
  /** Older renewals carry no command. */
  public static final Duration MAX_AGE = Duration.ofSeconds(3);

  /** Reads the time since the last renewal. */
  @FunctionalInterface
  public interface Age {
    /** Time since the last renewal. */
    Duration sinceRenewal();
  }

  /** A fence for tests and tools that are alone. */
  public static Fence alone() {
    return new Fence(0, () -> Duration.ZERO);
  }

  /**
   * Stops a leader that may have been replaced.
   *
   * @throws SandboxUnreachable if the last renewal is older than {@link #MAX_AGE}
   */
  public void check() {
    if (age.sinceRenewal().compareTo(MAX_AGE) > 0) {
      throw new SandboxUnreachable("the right to command engines has not been renewed in time");
    }
  }
}
