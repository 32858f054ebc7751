package ki.testbed.sandbox;

import java.time.Instant;

/**
 * How a part ended.
 *
 * @param how exit code, signal, or unknown with why
 * @param oomKilled some process of the part was killed for memory; says nothing about which
 * @param pidsRefused how often a process or thread was refused for the limit
 * @param message what the engine says, empty if nothing
 */
public record Exit(How how, boolean oomKilled, long pidsRefused, Instant at, String message) {
  /** The engine's word on the end of the main process. */
  public sealed interface How {
    /** It ended by itself. */
    record Code(int code) implements How {}

    /** A signal ended it. */
    record Signal(int number) implements How {}

    /** It could not be started. */
    record NotStarted(String why) implements How {}

    /** The engine lost track. */
    record Unknown(String why) implements How {}
  }
}
