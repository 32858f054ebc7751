package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@link ArchiveCheck} in a Java process of its own with little memory, an end, and nothing
 * worth stealing.
 */
public final class IntakeProcess {
  /** How long a check may take unless said otherwise. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  private static final int LONGEST_ANSWER = 16 << 20;
  private static final int LONGEST_ERROR = 2000;
  private static final int OUT_OF_MEMORY = 3;
  private static final int KILLED = 128;

  private final IntakeCommand command;
  private final Duration limit;

  /**
   * Starts nothing yet.
   *
   * @param limit after it the process is killed, which is a finding (I103)
   */
  public IntakeProcess(IntakeCommand command, Duration limit) {
    this.command = command;
    this.limit = limit;
  }

  /**
   * As {@link ArchiveCheck#check(Path, IntakeBounds, ImageSettings)}.
   *
   * @throws IOException if the process cannot be started, or ends without an answer for no reason
   *     of the archive
   * @throws InterruptedException if the caller is interrupted; the process is gone then
   */
  public IntakeResult check(Path archive, IntakeBounds bounds, ImageSettings settings)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("testbed-intake-");
    try {
      return check(new IntakeWire.Request(archive.toAbsolutePath(), bounds, settings), scratch);
    } finally {
      remove(scratch);
    }
  }

  private IntakeResult check(IntakeWire.Request request, Path scratch)
      throws IOException, InterruptedException {
    Process child = start(scratch);
    try {
      var answer = new FutureTask<>(reading(child.getInputStream()));
      Thread.ofVirtual().name("intake-answer").start(answer);
      send(request, child);
      return child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
          ? result(child.exitValue(), answer, scratch)
          : stopped();
    } finally {
      child.destroyForcibly().onExit().join();
    }
  }

  /** A child that is gone already says why by its exit. */
  private static void send(IntakeWire.Request request, Process child) throws IOException {
    try (var stdin = child.getOutputStream()) {
      stdin.write(IntakeWire.write(request));
    } catch (IOException e) {
      if (child.isAlive()) {
        throw e;
      }
    }
  }

  private Process start(Path scratch) throws IOException {
    var builder = new ProcessBuilder(command.withOptions(options(scratch)));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.directory(scratch.toFile()).redirectError(errors(scratch).toFile()).start();
  }

  private static List<String> options(Path scratch) {
    return List.of(
        "-Xmx256m",
        "-XX:MaxDirectMemorySize=16m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + scratch.resolve("crash"),
        "-Djava.io.tmpdir=" + scratch,
        "--enable-native-access=ALL-UNNAMED");
  }

  private static Callable<byte[]> reading(InputStream stdout) {
    return () -> stdout.readNBytes(LONGEST_ANSWER);
  }

  private static IntakeResult result(int exit, FutureTask<byte[]> answer, Path scratch)
      throws IOException, InterruptedException {
    if (exit == OUT_OF_MEMORY || exit >= KILLED) {
      return stopped();
    }
    if (exit != 0) {
      throw new IOException(
          "the check of an archive ended with exit " + exit + ": " + firstError(scratch));
    }
    try {
      return IntakeWire.readResult(answer.get());
    } catch (ExecutionException e) {
      throw new IOException("the answer of an archive check could not be read", e);
    }
  }

  private static IntakeResult stopped() {
    var finding =
        ImageCode.I103.of(
            "Die Prüfung des Archivs brauchte zu viel Zeit oder Speicher und wurde beendet.",
            "Checking the archive took too much time or memory and was stopped.");
    return new IntakeResult(Optional.empty(), List.of(finding));
  }

  private static String firstError(Path scratch) throws IOException {
    try (var errors = Files.newInputStream(errors(scratch))) {
      return Shown.of(errors.readNBytes(LONGEST_ERROR));
    }
  }

  private static Path errors(Path scratch) {
    return scratch.resolve("errors");
  }

  private static void remove(Path scratch) throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }
}
