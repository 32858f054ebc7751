package ki.testbed.failpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Failpoints of another process, armed and watched by way of a folder: {@code armed/NAME} holds
 * HALT, THROW or DELAY with its seconds, {@code reached/NAME} and {@code struck/NAME} tell what
 * happened. It outlives the process.
 */
public final class FolderFailpoints implements Failpoints {
  private final Path armed;
  private final Path reached;
  private final Path struck;

  public FolderFailpoints(Path folder) {
    try {
      this.armed = Files.createDirectories(folder.resolve("armed"));
      this.reached = Files.createDirectories(folder.resolve("reached"));
      this.struck = Files.createDirectories(folder.resolve("struck"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next process that reaches this failpoint does this there. */
  public void arm(String name, String action) {
    try {
      Files.deleteIfExists(struck.resolve(name));
      Files.writeString(reached.resolveSibling("arming"), action);
      Files.move(
          reached.resolveSibling("arming"), armed.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is armed here any more. */
  public void disarm(String name) {
    try {
      Files.deleteIfExists(armed.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether what was armed here has begun to happen. */
  public boolean isStruck(String name) {
    return Files.exists(struck.resolve(name));
  }

  /** All that were reached by any process. */
  public Set<String> reached() {
    return names(reached);
  }

  /** All where something happened. */
  public Set<String> struck() {
    return names(struck);
  }

  private static Set<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void reach(String name) {
    try {
      note(reached.resolve(name));
      Path mine = struck.resolve(name);
      Files.move(armed.resolve(name), mine);
      fault(Files.readString(mine)).happen(name);
    } catch (NoSuchFileException | FileAlreadyExistsException _) {
      // nothing is armed here
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void note(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.write(file, new byte[0]);
    }
  }

  private static Fault fault(String action) {
    String[] words = action.split(" ", -1);
    return switch (words[0]) {
      case "HALT" -> Fault.halt();
      case "THROW" -> Fault.thrown();
      case "DELAY" -> Fault.delay(Duration.ofSeconds(Long.parseLong(words[1])));
      default -> throw new IllegalArgumentException(action);
    };
  }
}
