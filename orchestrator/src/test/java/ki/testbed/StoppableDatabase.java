package ki.testbed;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded server as the service runs it, migrated, for tests that take it away and give it
 * back with its data.
 */
public final class StoppableDatabase implements AutoCloseable {
  private final Path home;
  private EmbeddedServer server;
  private final HikariDataSource pool;

  /** Starts it in this folder. */
  public StoppableDatabase(Path home) {
    this.home = home;
    copyBinaries(home.resolve("database/binaries"));
    this.server = run(home);
    var config = new HikariConfig();
    config.setJdbcUrl(url());
    config.setUsername(server.connection().getUsername());
    config.setPassword(server.connection().getPassword());
    config.setConnectionTimeout(1000);
    config.setValidationTimeout(500);
    config.setMinimumIdle(1);
    this.pool = new HikariDataSource(config);
    Flyway.configure().dataSource(pool).load().migrate();
  }

  /** A pool of connections with short limits; it outlives stops and starts. */
  public DataSource dataSource() {
    return pool;
  }

  /** Where it listens, before and after a stop. */
  public String url() {
    return server.connection().getJdbcUrl();
  }

  /** Name and password are the same after every start. */
  public String password() {
    return server.connection().getPassword();
  }

  /** Of the role that the service works with. */
  String servicePassword() {
    return server.service().getPassword();
  }

  /** As by kill -9: it is started again by whoever guards it. */
  public void kill() {
    try {
      Path file = home.resolve("database/data/postmaster.pid");
      ProcessHandle server =
          ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()))
              .orElseThrow();
      server.destroyForcibly();
      server.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes it away, as an orderly stop of the server does: open connections end. */
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it back, on the same port with the same data. */
  public void start() {
    server = run(home);
  }

  private static EmbeddedServer run(Path home) {
    var properties = new DatabaseProperties(0, Duration.ofSeconds(60), Duration.ofSeconds(30));
    return EmbeddedServer.start(home, properties, new Random(11));
  }

  /** Unpacking takes longer than everything else, so it is done once for all tests. */
  static void copyBinaries(Path binaries) {
    if (Files.exists(binaries) || !Files.exists(TestDatabase.BINARIES)) {
      return;
    }
    try {
      Files.createDirectories(binaries.getParent());
      FileSystemUtils.copyRecursively(TestDatabase.BINARIES, binaries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
    stop();
  }
}
