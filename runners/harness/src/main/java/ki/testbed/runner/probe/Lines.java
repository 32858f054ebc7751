package ki.testbed.runner.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of the kernel as lines. */
final class Lines {
  private Lines() {}

  /** All lines, none where the file cannot be read. */
  static List<String> of(String file) {
    return of(Path.of(file));
  }

  /** The same. */
  static List<String> of(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of();
    }
  }

  /** The only line of a file of one line, {@code absent} where there is none. */
  static String one(String file) {
    return of(file).stream().findFirst().map(String::strip).orElse("absent");
  }
}
