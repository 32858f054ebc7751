package ki.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that outlived the process that started it and still holds the data. */
final class OrphanedServer {
  private final Path data;

  OrphanedServer(Path data) {
    this.data = data;
  }

  /**
   * Ends it if there is one; any other process that got its number is left alone.
   *
   * @throws DatabaseRefused if it does not end in time
   */
  void stop(Duration limit) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    Optional<ProcessHandle> process = process(pidFile);
    if (process.isEmpty()) {
      return;
    }
    if (serves(process.get())) {
      end(process.get(), limit);
    } else {
      Files.delete(pidFile); // or the server would take the stranger for its predecessor
    }
  }

  private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    String pid = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    return pid.matches("[1-9][0-9]{0,9}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)
        : Optional.empty();
  }

  /** A server's working directory is its data directory. */
  private boolean serves(ProcessHandle process) {
    boolean isServer =
        process.info().command().filter(one -> one.endsWith("/postgres")).isPresent();
    try {
      return isServer && Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), data);
    } catch (IOException _) {
      throw new DatabaseRefused(
          "Process "
              + process.pid()
              + " may be a database server on "
              + data
              + ". End it, then start again.");
    }
  }

  private void end(ProcessHandle server, Duration limit) throws IOException {
    interrupt(server);
    CompletableFuture<ProcessHandle> exit = server.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseRefused("Interrupted while an old database server was ending.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new DatabaseRefused(
          "The old database server, process "
              + server.pid()
              + ", does not end. End it, then start again.",
          e);
    }
  }

  /**
   * SIGINT is PostgreSQL's fast shutdown; SIGTERM, all that Java can send, would wait for clients.
   */
  private static void interrupt(ProcessHandle server) throws IOException {
    try {
      new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
