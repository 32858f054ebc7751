package ki.testbed.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A measured number of a benchmark: printed as a line {@code FIGURE name value unit}, and kept as a
 * line of JSON.
 */
public record Figure(String name, double value, String unit) {

  /** Prints it and appends it to {@code target/figures.jsonl} of the project's root. */
  public static void report(String name, double value, String unit) {
    new Figure(name, value, unit).report();
  }

  private void report() {
    String number =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%.6g", value);
    System.out.println("FIGURE " + name + " " + number + " " + unit);
    Path file = root().resolve("target").resolve("figures.jsonl");
    String line =
        "{\"name\":\"" + name + "\",\"value\":" + number + ",\"unit\":\"" + unit + "\"}\n";
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's root: the nearest folder above that holds the Makefile. */
  public static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (at.getParent() != null && !Files.exists(at.resolve("Makefile"))) {
      at = at.getParent();
    }
    return at;
  }
}
