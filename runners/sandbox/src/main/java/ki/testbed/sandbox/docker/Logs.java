package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import ki.testbed.sandbox.EventFollower;
import ki.testbed.sandbox.LineSink;
import ki.testbed.sandbox.LogSlice;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;

/** Reads what parts have written; the engine keeps it until a part is removed. */
final class Logs {
  private static final int LAST_WORDS = 4096;
  private static final int LOOKS = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Engine engine;
  private final Containers containers;

  Logs(Engine engine, Containers containers) {
    this.engine = engine;
    this.containers = containers;
  }

  EventFollower follow(SandboxHandle handle, LineSink sink) {
    String id = containers.require(handle, Part.RUNNER).id();
    Response log =
        engine.open(
            engine.deadlines().read(),
            http -> http.open("/containers/" + id + "/logs?stdout=1&follow=1"));
    return new LogFollower(log, sink, () -> hasEnded(handle)).start();
  }

  /** The log of a runner ends a moment before the engine shows that the runner has. */
  private boolean hasEnded(SandboxHandle handle) {
    try {
      for (int look = 0; look < LOOKS; look++) {
        Optional<Container> runner = containers.find(handle, Part.RUNNER);
        if (runner.filter(Container::running).isEmpty()) {
          return runner.filter(c -> c.started().isPresent()).isPresent();
        }
        Processes.pause(BETWEEN_LOOKS);
      }
      return false;
    } catch (SandboxUnreachable | SandboxRefused | EngineAnswer _) {
      return false;
    }
  }

  LogSlice slice(SandboxHandle handle, Part part, long cursor, int maxBytes) {
    String id = containers.require(handle, part).id();
    String streams =
        switch (part) {
          case RUNNER -> "stderr=1";
          case SUT -> "stdout=1&stderr=1";
        };
    return engine.await(
        engine.deadlines().log(), http -> slice(http, id, streams, cursor, maxBytes));
  }

  /** The engine knows no offsets, so everything it kept is read; its bounds are small. */
  private static LogSlice slice(
      EngineHttp http, String id, String streams, long cursor, int maxBytes) {
    var bytes = new ByteArrayOutputStream();
    long[] position = {0};
    try (Response log = http.open("/containers/" + id + "/logs?" + streams)) {
      Frames.read(
          log.getBody(),
          (frame, _) -> {
            int from = (int) Math.clamp(cursor - position[0], 0, frame.length);
            bytes.write(frame, from, Math.min(frame.length - from, maxBytes - bytes.size()));
            position[0] += frame.length;
            return true;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LogSlice(
        bytes.toByteArray(), Math.min(cursor, position[0]) + bytes.size(), position[0]);
  }

  /**
   * The last lines a part wrote to stderr, in which the engine's init says why it could not start a
   * program.
   */
  String lastWords(String id) {
    return engine.await(
        engine.deadlines().log(),
        http -> {
          var words = new ByteArrayOutputStream();
          try (Response log = http.open("/containers/" + id + "/logs?stderr=1&tail=5")) {
            Frames.read(
                log.getBody(),
                (frame, _) -> {
                  words.write(frame, 0, Math.min(frame.length, LAST_WORDS - words.size()));
                  return words.size() < LAST_WORDS;
                });
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return words.toString(StandardCharsets.UTF_8);
        });
  }
}
