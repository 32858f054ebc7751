package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import ki.testbed.sandbox.SandboxUnreachable;

/**
 * Processes of this machine by the container they belong to, whatever the engine says of it.
 * Elsewhere there are none to see.
 */
final class Processes {
  private static final Path PROC = Path.of("/proc");
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Processes() {}

  /** Waits until no process is in a cgroup of this container; whoever calls gives the deadline. */
  static boolean goneOf(String container) {
    for (int look = 0; look < 100; look++) {
      if (!anyOf(container)) {
        return true;
      }
      pause(BETWEEN_LOOKS);
    }
    return false;
  }

  private static boolean anyOf(String container) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .anyMatch(entry -> isOf(entry, container));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(Path process, String container) {
    try {
      return Files.readString(process.resolve("cgroup")).contains(container);
    } catch (IOException _) {
      return false; // it has ended, or is none of ours to see
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
