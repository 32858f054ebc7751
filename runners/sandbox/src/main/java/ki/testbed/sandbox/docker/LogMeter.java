package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.sandbox.SandboxUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a SUT writes from now on, as the engine passes it on. The engine drops what it cannot
 * keep up with, so the count is a lower bound; and where a flood overtakes its own files it ends
 * the stream of a container that runs on, so the stream is opened again as long as that does.
 */
final class LogMeter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogMeter.class);
  private static final int BUFFER = 64 << 10;
  private static final Duration BETWEEN_STREAMS = Duration.ofMillis(100);

  private final Engine engine;
  private final String container;
  private final AtomicReference<Optional<Response>> stream =
      new AtomicReference<>(Optional.empty());
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean closed;

  private LogMeter(Engine engine, String container) {
    this.engine = engine;
    this.container = container;
  }

  static LogMeter start(Engine engine, String container) {
    var meter = new LogMeter(engine, container);
    Thread.ofVirtual().name("log-meter").start(meter::count);
    return meter;
  }

  private void count() {
    try {
      drain();
      while (!closed && runs()) {
        Processes.pause(BETWEEN_STREAMS);
        drain();
      }
    } catch (SandboxUnreachable | EngineAnswer e) {
      LOG.debug("a log is not counted any more", e);
    }
  }

  private boolean runs() {
    return engine
        .find("", "/containers/" + container + "/json")
        .filter(seen -> Json.flag(seen, "State", "Running"))
        .isPresent();
  }

  private void drain() {
    String path = "/containers/" + container + "/logs?stdout=1&stderr=1&follow=1&tail=0";
    byte[] buffer = new byte[BUFFER];
    try (Response log = engine.open(engine.deadlines().read(), http -> http.open(path))) {
      stream.set(Optional.of(log));
      InputStream in = log.getBody();
      for (int read = closed ? -1 : in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.addAndGet(read);
      }
    } catch (IOException e) {
      LOG.debug("counting a log broke off", e);
    }
  }

  /** Bytes so far, the engine's framing included. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() {
    closed = true;
    stream.get().ifPresent(Response::close);
  }
}
