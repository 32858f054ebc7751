package ki.testbed.sandbox.docker;

import java.time.Duration;

/**
 * How long a call may take before its outcome counts as unknown. Timeouts of sockets do not hold on
 * Unix sockets, so these do.
 *
 * @param read looking at containers, images, the engine
 * @param command a signal
 * @param change making, starting or removing one container; long because a loaded machine is slow
 *     at it
 * @param log reading what a part has written
 * @param load bringing an image in, all in all
 * @param stall bringing an image or an order in, without any progress
 */
public record Deadlines(
    Duration read, Duration command, Duration change, Duration log, Duration load, Duration stall) {
  /** The defaults. */
  public static Deadlines usual() {
    return new Deadlines(
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        Duration.ofSeconds(60));
  }
}
