package ki.testbed;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import ki.testbed.access.ActingStore;
import org.flywaydb.core.Flyway;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL with all migrations, one server for all tests of a JVM. Its sessions live in a
 * zone that is no whole number of hours from UTC. Store tests take {@link #shared()}; contexts of
 * Spring take {@link Settings}; a test that needs tables of its own takes {@link #separate}. Call
 * {@link #empty} before each test.
 */
public final class TestDatabase {
  private static final String ZONE = "Asia/Kathmandu";
  private static final String TEMPLATE = "migrated";

  /** Where the server's programs are unpacked, once for all tests. */
  static final Path BINARIES = Path.of("target", "postgres-binaries");

  private final String url;
  private final String ownerUrl;
  private final DataSource pool;
  private final DataSource ownerPool;

  private TestDatabase(String name) {
    this("jdbc:postgresql://127.0.0.1:" + Server.INSTANCE.getPort() + "/" + name, "", "");
  }

  private TestDatabase(String url, String password, String ownerPassword) {
    this.url = url + password;
    this.ownerUrl = url + ownerPassword;
    this.pool = new ActingStore(pool(this.url, ServiceRoleStore.NAME, 20));
    this.ownerPool = pool(ownerUrl, "postgres", 2);
  }

  /** The one that most tests use. */
  public static TestDatabase shared() {
    return Shared.INSTANCE;
  }

  /** Another one on the same server, migrated and empty; the name is new and lower-case. */
  public static TestDatabase separate(String name) {
    Server.create(name);
    return new TestDatabase(name);
  }

  /** Another one on the same server in which nothing is yet; a service migrates it. */
  public static TestDatabase blank(String name) {
    Server.createFrom("template1", name);
    return new TestDatabase(name);
  }

  /** One on a server of its own, which a test may kill; a service migrates it. */
  public static TestDatabase on(StoppableDatabase server) {
    return new TestDatabase(
        server.url(), "?password=" + server.servicePassword(), "?password=" + server.password());
  }

  /** Where it listens, for connections of one's own. */
  public String url() {
    return url;
  }

  /** The same for the owner of the tables. */
  public String ownerUrl() {
    return ownerUrl;
  }

  /** A pool of connections. */
  public DataSource dataSource() {
    return pool;
  }

  /** For SQL as the owner of the tables, whom neither row-level security nor grants bind. */
  public JdbcClient owner() {
    return JdbcClient.create(ownerPool);
  }

  /** For SQL as the service: for everybody, unless the thread acts for somebody. */
  public JdbcClient client() {
    return JdbcClient.create(pool);
  }

  /** For transactions on {@link #client()}. */
  public TransactionOperations transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /**
   * Removes all rows but those of the platform's organisation: what the service brings along stays.
   */
  public void empty() {
    owner()
        .sql(
            """
            do $$
            declare t record;
            begin
              set local session_replication_role = replica; -- append-only tables too
              for t in
                select c.relname as name,
                       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org_id') as owned
                from pg_class c
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                  and c.relname not in ('flyway_schema_history', 'organisation', 'blob')
              loop
                if t.owned then
                  execute format('delete from %I where org_id <> ''00000000-0000-7000-8000-000000000000''', t.name);
                else
                  execute format('delete from %I', t.name);
                end if;
              end loop;
              delete from organisation where kind <> 'PLATFORM';
              delete from blob b where not exists (select from blob_owner o where o.hash = b.hash);
            end
            $$
            """)
        .update();
  }

  /** What must never be and is, as the views of invariants see it; checked after each story. */
  public List<String> violations() {
    return owner()
        .sql("select viewname from pg_views where viewname like 'invariant\\_%' order by 1")
        .query(String.class)
        .list()
        .stream()
        .flatMap(view ->
            owner()
                .sql("select '%s: ' || subject || ' ' || detail from %s".formatted(view, view))
                .query(String.class)
                .list()
                .stream())
        .toList();
  }

  private static HikariDataSource pool(String url, String user, int connections) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(3000);
    config.setConnectionInitSql("set time zone '" + ZONE + "'");
    return new HikariDataSource(config);
  }

  /** Settings of a service on this database: in a role of its own, migrated by the owner. */
  public Map<String, Object> connection() {
    return Map.of(
        "spring.datasource.url",
        url,
        "spring.datasource.username",
        ServiceRoleStore.NAME,
        "spring.datasource.hikari.connection-init-sql",
        "set time zone '" + ZONE + "'",
        "spring.flyway.url",
        url,
        "spring.flyway.user",
        "postgres");
  }

  /**
   * Points a context of Spring at the shared database, with one home for all of them and without
   * timers.
   */
  public static final class Settings
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test-database", all()));
    }

    private static Map<String, Object> all() {
      var all = new HashMap<String, Object>();
      all.putAll(shared().connection());
      all.put("testbed.home", Home.FOLDER.toString());
      all.put("testbed.timers", "false");
      all.put("testbed.access.bootstrap", "none");
      all.put("server.port", "0");
      all.put("testbed.management.port", "0");
      return all;
    }
  }

  /** A new folder that is gone when the JVM ends. */
  public static Path temporaryFolder(String name) {
    try {
      Path folder = newFolder(name);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target")), name)
        .toAbsolutePath();
  }

  private static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Home {
    static final Path FOLDER = temporaryFolder("home");
  }

  private static final class Shared {
    static final TestDatabase INSTANCE = separate("shared");
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        Path folder = newFolder("postgres");
        var server =
            EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(BINARIES.toFile())
                .setServerConfig("fsync", "on") // or the service refuses to start on it
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "")
                .setErrorRedirector(Redirect.appendTo(folder.resolve("log").toFile()))
                .setOutputRedirector(Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
        migrate(server);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void migrate(EmbeddedPostgres server) {
      var whole = JdbcClient.create(server.getPostgresDatabase());
      new ServiceRoleStore(whole).create("no password is asked for");
      whole.sql("create database " + TEMPLATE).update();
      DataSource template = server.getDatabase("postgres", TEMPLATE);
      Flyway.configure().dataSource(template).load().migrate();
      new ServiceRoleStore(JdbcClient.create(template)).grant(ServiceRoleStore.NAME);
    }

    static void create(String name) {
      createFrom(TEMPLATE, name);
    }

    static void createFrom(String template, String name) {
      JdbcClient.create(INSTANCE.getPostgresDatabase())
          .sql("create database " + name + " template " + template)
          .update();
    }

    private static void stop(EmbeddedPostgres server, Path folder) {
      try {
        server.close();
        delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
