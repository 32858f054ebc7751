package ki.testbed.sandbox.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of the engine held open for no other purpose than to notice that it breaks: as long as
 * it does not, the engine has not died, and what it says of ends in that time it has seen itself.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** No event has this name, so nothing ever comes. */
  private static final String PATH =
      "/events?filters=%7B%22event%22%3A%5B%22testbed-watch%22%5D%7D";

  private final Engine engine;
  private final AtomicReference<Optional<Stream>> stream = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean running = new AtomicBoolean();

  Watch(Engine engine) {
    this.engine = engine;
  }

  /**
   * One connection.
   *
   * @param since the engine's clock when it began, later rather than earlier
   */
  private record Stream(Response response, Instant since) {}

  /**
   * Starts watching if it does not already, without waiting; where that fails, nothing is vouched
   * for.
   */
  void begin() {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual().name("engine-watch").start(this::watch);
    }
  }

  private void watch() {
    try (Response response = engine.open(engine.deadlines().read(), http -> http.open(PATH))) {
      stream.set(
          Optional.of(new Stream(response, date(response.getHeader("Date")).plusSeconds(1))));
      response.getBody().transferTo(OutputStream.nullOutputStream());
    } catch (SandboxUnreachable | SandboxRefused | EngineAnswer | IOException e) {
      LOG.debug("the engine is not watched; exit 255 stays unknown until it is", e);
    } finally {
      stream.set(Optional.empty());
      running.set(false);
    }
  }

  private static Instant date(@Nullable String header) {
    try {
      return header == null
          ? Instant.MAX.minusSeconds(1)
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
    } catch (DateTimeParseException _) {
      return Instant.MAX.minusSeconds(1);
    }
  }

  /** Whether the engine has lived without a break from that time, by its own clock, until now. */
  boolean unbrokenSince(Instant time) {
    return stream.get().filter(open -> open.since().isBefore(time)).isPresent();
  }

  @Override
  public void close() {
    stream.get().ifPresent(open -> open.response().close());
  }
}
