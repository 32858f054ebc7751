package ki.testbed.sandbox;

import java.time.Instant;

/**
 * How a part ended.
 *
 * @param how exit code, not started, or unknown with why
 * @param oomKilled some process of the part was killed for memory, also when the code is 0; says
 *     nothing about which
 * @param pidsRefused how often a process or thread was refused for the limit, as last seen while it
 *     ran
 * @param message what the engine says, empty if nothing; may hold text of the submitter
 */
public record Exit(
    How how, boolean oomKilled, Usage.Counter pidsRefused, Instant at, String message) {
  /** What is known of the end of the main process. */
  public sealed interface How {
    /**
     * It ended with this code; above 128 it may stand for a signal (128 + number), and 137 alone
     * proves nothing.
     */
    record Code(int code) implements How {}

    /**
     * It could not be started.
     *
     * @param cause {@code NOT_STARTABLE} or {@code WRONG_BINARY} if the image is to blame, else
     *     {@code CREATE_FAILED}
     * @param why what was tried and failed, on one line; may hold text of the submitter
     */
    record NotStarted(SandboxRefused.Cause cause, String why) implements How {}

    /**
     * The engine takes it for ended, but processes of it live on: it has slipped out of the
     * engine's sight, and only the reaper ends it.
     */
    record Outlived(String why) implements How {}

    /** The engine lost track. */
    record Unknown(String why) implements How {}
  }
}
