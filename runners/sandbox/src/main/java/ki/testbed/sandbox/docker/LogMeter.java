package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a SUT writes from now on, as the engine passes it on. The engine drops what it cannot
 * keep up with, so the count is a lower bound.
 */
final class LogMeter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogMeter.class);
  private static final int BUFFER = 64 << 10;

  private final Response log;
  private final AtomicLong bytes = new AtomicLong();

  private LogMeter(Response log) {
    this.log = log;
  }

  static LogMeter start(Engine engine, String container) {
    String path = "/containers/" + container + "/logs?stdout=1&stderr=1&follow=1&tail=0";
    var meter = new LogMeter(engine.open(engine.deadlines().read(), http -> http.open(path)));
    Thread.ofVirtual().name("log-meter").start(meter::drain);
    return meter;
  }

  private void drain() {
    byte[] buffer = new byte[BUFFER];
    try (log) {
      InputStream in = log.getBody();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
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
    log.close();
  }
}
