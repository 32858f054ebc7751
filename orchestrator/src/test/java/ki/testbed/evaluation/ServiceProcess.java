package ki.testbed.evaluation;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.failpoint.FaultyTestbed;
import ki.testbed.failpoint.FolderFailpoints;
import org.springframework.util.FileSystemUtils;

/**
 * The service as a process of its own, which may be killed, paused and told to fail. It is started
 * from the classes as they are delivered; only the failpoints of the tests stand beside them.
 */
final class ServiceProcess implements AutoCloseable {
  private static final Path TESTS = Path.of("target", "test-classes").toAbsolutePath();
  private static final String FAILPOINTS = "ki/testbed/failpoint";

  private final Path home;
  private final FolderFailpoints failpoints;
  private final List<String> command;
  private Process process;

  /**
   * Starts it.
   *
   * @param home folder of its own
   * @param settings its properties
   */
  ServiceProcess(Path home, Map<String, Object> settings) {
    this.home = home;
    this.failpoints = new FolderFailpoints(home.resolve("faults"));
    this.command = command(settings);
    this.process = start();
  }

  private List<String> command(Map<String, Object> settings) {
    var words =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                FaultyTestbed.class.getName(),
                home.resolve("faults").toString(),
                "--testbed.home=" + home.resolve("home")));
    settings.forEach((key, value) -> words.add("--" + key + "=" + value));
    return words;
  }

  private String classPath() {
    try {
      Path beside = home.resolve("classes").resolve(FAILPOINTS);
      FileSystemUtils.copyRecursively(TESTS.resolve(FAILPOINTS), beside);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.concat(
            Stream.of(home.resolve("classes").toString()),
            Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(TESTS)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Process start() {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return home.resolve("log");
  }

  /** All it has said. */
  String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether its pages and its timers are there, since its last start. */
  boolean isStarted() {
    return said().contains("Started FaultyTestbed");
  }

  FolderFailpoints failpoints() {
    return failpoints;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitValue() {
    return process.exitValue();
  }

  /** As by kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Begins again after its death, with all it had. */
  void startAgain() {
    process = start();
  }

  /** Nothing of it happens until it is resumed; its clocks go on. */
  void pause() {
    Signals.pause(process.toHandle());
  }

  void resume() {
    Signals.resume(process.toHandle());
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      resume();
    }
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
