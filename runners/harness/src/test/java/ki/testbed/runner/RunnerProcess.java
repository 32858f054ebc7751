package ki.testbed.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Wire;

/**
 * The runner as a process of its own, as in its container: order on stdin that stays open, events
 * from stdout.
 */
final class RunnerProcess implements AutoCloseable {
  private final Process process;
  private final OutputStream stdin;
  private final BufferedReader stdout;
  private final List<Envelope> events = new ArrayList<>();

  private RunnerProcess(Process process) {
    this.process = process;
    this.stdin = process.getOutputStream();
    this.stdout = process.inputReader();
  }

  static RunnerProcess start(byte[] order, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Dtestbed.unsealed=true"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "ki.testbed.runner.Main"));
    RunnerProcess runner =
        new RunnerProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    runner.stdin.write(order);
    runner.stdin.flush();
    return runner;
  }

  /** Reads events until one of this kind, which is returned. */
  <E extends Event> E await(Class<E> type, Predicate<E> wanted) throws IOException {
    for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
      events.add(Wire.readEvent(line));
      Event event = events.getLast().event();
      if (type.isInstance(event) && wanted.test(type.cast(event))) {
        return type.cast(event);
      }
    }
    throw new AssertionError(
        "the runner ended without the event; it said at last "
            + events.subList(Math.max(0, events.size() - 3), events.size()));
  }

  /** Everything said until the end. */
  Said end() throws IOException, InterruptedException {
    stdout.lines().map(Wire::readEvent).forEach(events::add);
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the runner does not end");
    }
    return new Said(events, process.exitValue());
  }

  void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
