package ki.testbed.protocol;

import java.time.Instant;
import java.util.UUID;

/**
 * An event with its place in the run's history.
 *
 * @param seq starts at 1 and grows by 1
 * @param mono the runner's monotonic clock in nanoseconds, arbitrary origin
 * @param wall the runner's wall clock
 */
public record Envelope(
    int v, UUID run, int attempt, long seq, long mono, Instant wall, Event event) {
  /** Longest line in bytes, as engines split lines at 16 KiB. */
  public static final int MAX_LINE = 16_000;
}
