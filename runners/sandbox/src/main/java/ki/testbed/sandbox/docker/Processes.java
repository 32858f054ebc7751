package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ki.testbed.sandbox.SandboxUnreachable;

/**
 * Processes of this machine by the container they belong to, whatever the engine says of it.
 * Elsewhere there are none to see.
 */
final class Processes {
  private static final Path PROC = Path.of("/proc");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private static final int LOOKS = 100;

  private Processes() {}

  /** Whether a process of this container lives, now. */
  static boolean anyOf(String container) {
    return !container.isEmpty() && any(process -> isOf(process, container));
  }

  /** Waits until no process is in a cgroup of this container; whoever calls gives the deadline. */
  static boolean goneOf(String container) {
    return gone(process -> isOf(process, container));
  }

  /** Waits until the engine's keeper of this container, its shim, is gone. */
  static boolean shimGoneOf(String container) {
    return gone(process -> keeps(process, container));
  }

  private static boolean gone(Predicate<Path> those) {
    for (int look = 0; look < LOOKS; look++) {
      if (!any(those)) {
        return true;
      }
      pause(BETWEEN_LOOKS);
    }
    return false;
  }

  private static boolean any(Predicate<Path> those) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .anyMatch(those);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(Path process, String container) {
    try {
      return Files.readString(process.resolve("cgroup")).contains(container) && lives(process);
    } catch (IOException _) {
      return false; // it has ended, or is none of ours to see
    }
  }

  /** One that has ended and waits to be noticed holds nothing. */
  private static boolean lives(Path process) throws IOException {
    return !Files.readString(process.resolve("status")).contains("\nState:\tZ");
  }

  private static boolean keeps(Path process, String container) {
    try {
      String arguments = Files.readString(process.resolve("cmdline"));
      return arguments.contains("containerd-shim")
          && arguments.contains("\0-id\0" + container + "\0");
    } catch (IOException _) {
      return false;
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxUnreachable("interrupted while waiting for the engine", e);
    }
  }
}
