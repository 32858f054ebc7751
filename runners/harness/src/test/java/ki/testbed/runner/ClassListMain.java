package ki.testbed.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ki.testbed.protocol.Scenario;
import ki.testbed.runner.driver.LoopbackSut;

/**
 * Writes the list of classes a runner loads, from real short runs of its jar. The list is kept in
 * the repository, because two runs never load exactly the same classes and the image must have the
 * same bytes each time.
 */
final class ClassListMain {
  private ClassListMain() {}

  /**
   * Arguments: the runner's jar, the folder of its libraries, that of its native libraries, and the
   * file to write.
   */
  public static void main(String... arguments) throws Exception {
    Set<String> classes = new LinkedHashSet<>();
    for (Scenario scenario :
        List.of(
            Orders.server(100, 2 * Orders.SECOND),
            Orders.single(Orders.SECOND),
            Orders.accuracy())) {
      classes.addAll(loadedBy(scenario, arguments));
    }
    Files.write(Path.of(arguments[3]), classes);
  }

  private static List<String> loadedBy(Scenario scenario, String... arguments) throws Exception {
    Path list = Files.createTempFile("classes", ".txt");
    try (LoopbackSut sut = new LoopbackSut()) {
      Process runner =
          new ProcessBuilder(command(list, arguments))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      runner.getOutputStream().write(Orders.bytes(Orders.order(scenario, sut.port(), 100), 100));
      runner.getOutputStream().flush();
      if (runner.waitFor() != 0) {
        throw new IllegalStateException("the runner failed");
      }
      return portable(Files.readAllLines(list));
    } finally {
      Files.delete(list);
    }
  }

  private static List<String> command(Path list, String... arguments) throws IOException {
    List<String> classPath = new ArrayList<>(List.of(arguments[0]));
    try (Stream<Path> jars = Files.list(Path.of(arguments[1]))) {
      jars.map(Path::toString).sorted().forEach(classPath::add);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:off",
        "-XX:DumpLoadedClassList=" + list,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Djava.library.path=" + arguments[2],
        "-Dtestbed.unsealed=true",
        "-cp",
        String.join(":", classPath),
        "ki.testbed.runner.Main");
  }

  /**
   * Without comments, the constant pools' state, and numbers that only matter to class loaders we
   * do not have.
   */
  private static List<String> portable(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("@cp"))
        .map(line -> line.replaceFirst(" id: \\d+$", ""))
        .toList();
  }
}
