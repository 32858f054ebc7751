package ki.testbed.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An engine that a test may kill, started by the project's own script. */
final class OwnEngine implements AutoCloseable {
  private final Path state;

  OwnEngine(Path state) throws IOException, InterruptedException {
    this.state = state;
    start();
  }

  void start() throws IOException, InterruptedException {
    call("start");
  }

  /** In order, with everything that runs in it. */
  void stop() throws IOException, InterruptedException {
    call("stop");
  }

  /** As by kill -9: containers go on without it. */
  void kill() throws IOException {
    ProcessHandle engine = process();
    engine.destroyForcibly();
    engine.onExit().join();
  }

  /** It takes calls and answers none, until it is resumed. */
  void wedge() throws IOException {
    Signals.pause(process());
  }

  void resume() throws IOException {
    Signals.resume(process());
  }

  private ProcessHandle process() throws IOException {
    Path pid = socketFile().resolveSibling("dockerd.pid");
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  /** Address of its socket; stays the same. */
  String address() throws IOException {
    return "unix://" + socketFile();
  }

  private Path socketFile() throws IOException {
    return Path.of(Files.readString(state.resolve("socket")).strip());
  }

  private void call(String verb) throws IOException, InterruptedException {
    Path said = Files.createTempFile("engine", ".log");
    Process script =
        new ProcessBuilder("../runners/sandbox/engine", verb, state.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!script.waitFor(2, TimeUnit.MINUTES) || script.exitValue() != 0) {
      throw new IOException(
          "engine " + verb + ": " + Files.readString(said, StandardCharsets.UTF_8));
    }
    Files.delete(said);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    call("clean");
  }
}
