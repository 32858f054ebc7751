package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import ki.testbed.sandbox.EventFollower;
import ki.testbed.sandbox.LineSink;
import ki.testbed.sandbox.LogSlice;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxUnreachable;

/** Reads what parts have written; the engine keeps it until a part is removed. */
final class Logs {
  private static final int LAST_WORDS = 4096;

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

  private boolean hasEnded(SandboxHandle handle) {
    try {
      return containers
          .find(handle, Part.RUNNER)
          .filter(c -> !c.running() && c.started().isPresent())
          .isPresent();
    } catch (SandboxUnreachable _) {
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
