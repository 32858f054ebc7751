package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import ki.testbed.protocol.Envelope;
import ki.testbed.sandbox.EventFollower;
import ki.testbed.sandbox.LineSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the log of a runner's stdout on a thread of its own. */
final class LogFollower implements EventFollower {
  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private final Response log;
  private final LineSink sink;
  private final BooleanSupplier runnerHasEnded;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Starts following.
   *
   * @param log a following log, closed here
   * @param runnerHasEnded asked when the log ends: only then was it everything
   */
  LogFollower(Response log, LineSink sink, BooleanSupplier runnerHasEnded) {
    this.log = log;
    this.sink = sink;
    this.runnerHasEnded = runnerHasEnded;
  }

  LogFollower start() {
    Thread.ofVirtual().name("events").start(this::follow);
    return this;
  }

  private void follow() {
    var gate = new Gate();
    var lines = new Lines(Envelope.MAX_LINE, gate);
    boolean whole = false;
    try (log) {
      Frames.read(
          log.getBody(),
          (bytes, _) -> {
            lines.take(bytes);
            return !closed.get();
          });
      whole = !closed.get() && runnerHasEnded.getAsBoolean();
      if (whole) {
        lines.finish();
      }
    } catch (IOException e) {
      LOG.debug("the log broke off", e);
    } finally {
      gate.end(!whole);
    }
  }

  /** Lets nothing through once closed. */
  private final class Gate implements LineSink {
    @Override
    public void line(String line, boolean truncated) {
      if (!closed.get()) {
        sink.line(line, truncated);
      }
    }

    @Override
    public void end(boolean broken) {
      if (!closed.getAndSet(true)) {
        sink.end(broken);
      }
    }
  }

  @Override
  public void close() {
    closed.set(true);
    log.close();
  }
}
