package ki.testbed;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import ki.testbed.access.KeptSecret;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The PostgreSQL server of this installation: durable, on loopback only, with a password, its data
 * and binaries in our own folder. It ends when this is closed; where the process dies before, the
 * next start ends it; where the server dies before, it is started again.
 */
final class EmbeddedServer implements AutoCloseable {
  private static final String HBA =
      """
      # type  database  user  address        method
      host    all       all   127.0.0.1/32   scram-sha-256
      local   all       all                  reject
      """;

  private static final String USER = "postgres";

  private final FolderLock lock;
  private final GuardedServer server;
  private final Connection owner;
  private final Connection service;

  private EmbeddedServer(
      FolderLock lock, GuardedServer server, Connection owner, Connection service) {
    this.lock = lock;
    this.server = server;
    this.owner = owner;
    this.service = service;
  }

  /**
   * Starts the server, or takes it over from a process that died.
   *
   * @throws DatabaseRefused if it cannot be started without risk to the data
   */
  static EmbeddedServer start(Path home, DatabaseProperties properties, RandomGenerator random) {
    try {
      KeptSecret.ownFolder(home);
      Path folder = home.toRealPath().resolve("database");
      KeptSecret.ownFolder(folder);
      var lock = FolderLock.take(folder, properties.stopLimit());
      try {
        return start(
            lock,
            folder,
            properties,
            new Passwords(
                KeptSecret.of(home.resolve("secrets"), "database", random).text(),
                KeptSecret.of(home.resolve("secrets"), "database-service", random).text()));
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseRefused(
          "the database in " + home + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static EmbeddedServer start(
      FolderLock lock, Path folder, DatabaseProperties properties, Passwords passwords)
      throws IOException {
    Path data = folder.resolve("data");
    new OrphanedServer(data).stop(properties.stopLimit());
    setAsideIfIncomplete(data);
    int port = port(folder, properties.port());
    var server =
        GuardedServer.start(data, () -> launch(folder, data, port, properties, passwords.owner()));
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    var owner = new Connection(url, USER, passwords.owner());
    try {
      new ServiceRoleStore(JdbcClient.create(owner.source())).create(passwords.service());
      var service = new Connection(url, ServiceRoleStore.NAME, passwords.service());
      return new EmbeddedServer(lock, server, owner, service);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static EmbeddedPostgres launch(
      Path folder, Path data, int port, DatabaseProperties properties, String password)
      throws IOException {
    var log = folder.resolve("start.log").toFile();
    Files.deleteIfExists(log.toPath());
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false) // the pool must close first: the context does it
        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
        .setPort(port)
        .setPGStartupWait(properties.startLimit())
        .setLocaleConfig("pwfile", folder.resolveSibling("secrets").resolve("database").toString())
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setDataDirectoryCustomizer(EmbeddedServer::protect)
        .setServerConfig("fsync", "on") // the library says -F
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("logging_collector", "on")
        .setServerConfig("log_filename", "%a.log")
        .setServerConfig("log_truncate_on_rotation", "on")
        .setConnectConfig("password", password)
        .setErrorRedirector(Redirect.appendTo(log))
        .setOutputRedirector(Redirect.appendTo(log))
        .start();
  }

  /** Of the role that owns the tables, and of the one that the service works with. */
  private record Passwords(String owner, String service) {}

  /** Runs between initdb and the first start: no moment without a password. */
  private static void protect(File data) {
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), HBA);
      Files.writeString(marker(data.toPath()), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A first start that was cut leaves half a cluster, which never held anything. */
  private static void setAsideIfIncomplete(Path data) throws IOException {
    if (Files.exists(data) && !Files.exists(marker(data))) {
      Path aside = data.resolveSibling("incomplete-" + ProcessHandle.current().pid());
      Files.move(data, aside, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Path marker(Path data) {
    return data.resolveSibling("initialised");
  }

  private static int port(Path folder, int wanted) throws IOException {
    if (wanted != 0) {
      return wanted;
    }
    Path file = folder.resolve("port");
    if (Files.exists(file)) {
      int kept = Integer.parseInt(Files.readString(file).strip());
      if (isFree(kept)) {
        return kept;
      }
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      KeptSecret.ownFile(file, Integer.toString(socket.getLocalPort()));
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  /** How to reach it as the owner of everything, who migrates. */
  Connection connection() {
    return owner;
  }

  /** How to reach it as the role that the service works with. */
  Connection service() {
    return service;
  }

  /** Where it listens, for one role. */
  record Connection(String url, String user, String password)
      implements JdbcConnectionDetails, FlywayConnectionDetails {
    private DataSource source() {
      return new DriverManagerDataSource(url, user, password);
    }

    @Override
    public String getJdbcUrl() {
      return url;
    }

    @Override
    public String getUsername() {
      return user;
    }

    @Override
    public String getPassword() {
      return password;
    }

    @Override
    public String getDriverClassName() {
      return JdbcConnectionDetails.super.getDriverClassName();
    }
  }

  /** Stops the server and lets another process have the data. */
  @Override
  public void close() throws IOException {
    try (lock) {
      server.close();
    }
  }
}
