package ki.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database server that is started again when its process dies under us: on the same port with the
 * same data, so that connections find it again. What it had acknowledged is durable, the rest its
 * recovery undoes.
 */
final class GuardedServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedServer.class);
  private static final long BETWEEN_TRIES = TimeUnit.SECONDS.toMillis(1);

  private final Path data;
  private final Launch launch;
  private EmbeddedPostgres server;
  private boolean closed;

  /** Starts the server. */
  @FunctionalInterface
  interface Launch {
    EmbeddedPostgres start() throws IOException;
  }

  private GuardedServer(Path data, Launch launch, EmbeddedPostgres server) {
    this.data = data;
    this.launch = launch;
    this.server = server;
  }

  static GuardedServer start(Path data, Launch launch) throws IOException {
    var guarded = new GuardedServer(data, launch, launch.start());
    Thread.ofPlatform().daemon().name("database-guard").start(guarded::guard);
    return guarded;
  }

  private void guard() {
    try {
      while (!isClosed()) {
        awaitEnd();
        reviveUnlessClosed();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void awaitEnd() {
    postmaster().ifPresent(process -> process.onExit().join());
  }

  private Optional<ProcessHandle> postmaster() {
    try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
      return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
    } catch (IOException | NumberFormatException _) {
      return Optional.empty(); // it is gone already
    }
  }

  private synchronized void reviveUnlessClosed() throws InterruptedException {
    if (!closed) {
      LOG.error("The database server has died and is started again");
    }
    while (!closed && !revived()) {
      wait(BETWEEN_TRIES);
    }
  }

  private boolean revived() {
    try {
      server.close(); // or its lock stays
      server = launch.start();
      LOG.info("The database server is there again");
      return true;
    } catch (IOException | IllegalStateException e) {
      LOG.warn("The database server does not start yet, tried again: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    notifyAll();
    server.close();
  }
}
