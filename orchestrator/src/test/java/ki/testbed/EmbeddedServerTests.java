package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import ki.testbed.ServerSettingsStore.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The embedded server for real; its binaries are unpacked once for all tests. */
class EmbeddedServerTests {
  private static final DatabaseProperties PROPERTIES =
      new DatabaseProperties(0, Duration.ofSeconds(60), Duration.ofSeconds(30));

  @TempDir Path folder;

  @Test
  void isDurableAndKeepsPortPasswordAndData() throws IOException {
    String url;
    try (var server = start()) {
      url = server.connection().getJdbcUrl();
      assertThat(new ServerSettingsStore(client(server)).read())
          .satisfies(DurabilityCheck::check)
          .extracting(
              ServerSettings::fsync,
              ServerSettings::fullPageWrites,
              ServerSettings::synchronousCommit)
          .containsExactly(true, true, "on");
      client(server).sql("create table kept as select 42 as answer").update();
    }

    try (var again = start()) {
      assertThat(again.connection().getJdbcUrl()).isEqualTo(url);
      assertThat(client(again).sql("select answer from kept").query(Integer.class).single())
          .isEqualTo(42);
    }
  }

  @Test
  void nobodyGetsInWithoutThePasswordOrReadsItsFiles() throws IOException {
    try (var server = start()) {
      String url = server.connection().getJdbcUrl();
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "").close())
          .hasMessageContaining("password");
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong").close())
          .hasMessageContaining("password authentication failed");
      assertThat(client(server).sql("show unix_socket_directories").query(String.class).single())
          .isEmpty();
      assertThat(client(server).sql("show listen_addresses").query(String.class).single())
          .isEqualTo("127.0.0.1");
      assertThat(
              client(server)
                  .sql("select count(*) from pg_hba_file_rules where auth_method = 'trust'")
                  .query(Long.class)
                  .single())
          .isZero();
    }
    for (String own : List.of("", "database", "database/data", "secrets")) {
      assertThat(mode(own)).as(own).isEqualTo("rwx------");
    }
    assertThat(mode("secrets/database")).isEqualTo("rw-------");
    assertThat(Files.readString(home().resolve("secrets/database")))
        .hasSizeGreaterThanOrEqualTo(43);
  }

  @Test
  void aSecondProcessIsRefusedAndTheFirstServerGoesOn() throws Exception {
    var impatient = new DatabaseProperties(0, Duration.ofSeconds(60), Duration.ofMillis(300));
    try (var server = start()) {
      assertThatThrownBy(() -> EmbeddedServer.start(home(), impatient, new Random(1)))
          .isInstanceOf(DatabaseRefused.class)
          .hasMessageContaining("Another process uses");

      assertThat(client(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }
  }

  @Test
  void theNextStartEndsTheServerOfAProcessThatDied() throws Exception {
    long orphan = startInAChildThatDies();
    assertThat(ProcessHandle.of(orphan)).get().satisfies(one -> assertThat(one.isAlive()).isTrue());

    try (var server = start()) {
      assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(postmaster()).isNotEqualTo(orphan);
      assertThat(client(server).sql("select what from acknowledged").query(String.class).single())
          .as("what was acknowledged before the death")
          .isEqualTo("all of it");
    }
  }

  @Test
  void aServerThatDiesUnderALivingServiceIsStartedAgainWithAllItHadAcknowledged() throws Exception {
    ProcessHandle last;
    try (var server = start()) {
      client(server).sql("create table kept (round int)").update();
      for (int round = 1; round <= 2; round++) {
        client(server).sql("insert into kept values (:round)").param("round", round).update();
        ProcessHandle dying = ProcessHandle.of(postmaster()).orElseThrow();
        dying.destroyForcibly();
        dying.onExit().join();
        assertThat(roundsOnceItIsBack(server)).isEqualTo(round);
        assertThat(postmaster()).isNotEqualTo(dying.pid());
      }
      last = ProcessHandle.of(postmaster()).orElseThrow();
    }
    last.onExit().get(30, TimeUnit.SECONDS); // it takes its file away a moment before it ends
    assertThat(home().resolve("database/data/postmaster.pid")).doesNotExist();
  }

  private static long roundsOnceItIsBack(EmbeddedServer server) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        return client(server).sql("select count(*) from kept").query(Long.class).single();
      } catch (DataAccessException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      }
    }
  }

  @Test
  void aStrangerWithTheNumberOfTheOldServerIsLeftAlone() throws Exception {
    start().close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          home().resolve("database/data/postmaster.pid"), stranger.pid() + "\n/somewhere\n");

      try (var server = start()) {
        assertThat(client(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        assertThat(stranger.isAlive()).isTrue();
      }
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void aFirstStartThatWasCutIsBegunAgain() throws IOException {
    Path data = Files.createDirectories(home().resolve("database/data"));
    Files.writeString(data.resolve("postgresql.conf"), "# half a cluster");

    try (var server = start()) {
      assertThat(client(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }
    try (var all = Files.list(home().resolve("database"))) {
      assertThat(
              all.map(one -> one.getFileName().toString())
                  .filter(name -> name.startsWith("incomplete")))
          .hasSize(1);
    }
  }

  @Test
  void settingsThatForgetAreRefused() {
    assertThatThrownBy(() -> DurabilityCheck.check(new ServerSettings(false, true, "on", 180_001)))
        .hasMessageContaining("fsync=false");
    assertThatThrownBy(() -> DurabilityCheck.check(new ServerSettings(true, false, "on", 180_001)))
        .isInstanceOf(DatabaseRefused.class);
    assertThatThrownBy(() -> DurabilityCheck.check(new ServerSettings(true, true, "off", 180_001)))
        .isInstanceOf(DatabaseRefused.class);
    assertThatThrownBy(() -> DurabilityCheck.check(new ServerSettings(true, true, "on", 170_009)))
        .hasMessageContaining("PostgreSQL 18");
    DurabilityCheck.check(new ServerSettings(true, true, "remote_apply", 190_000));
  }

  /**
   * A JVM that starts the server, commits and dies without a word; the number of the server that
   * lives on.
   */
  private long startInAChildThatDies() throws Exception {
    StoppableDatabase.copyBinaries(home().resolve("database/binaries"));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DyingProcess.class.getName(),
                home().toString())
            .inheritIO()
            .start();
    assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(DyingProcess.EXIT);
    return postmaster();
  }

  /** Commits one row on a server of its own, then dies without closing anything. */
  static final class DyingProcess {
    static final int EXIT = 77;

    private DyingProcess() {}

    /** Entry point; the argument is the home. */
    public static void main(String[] arguments) {
      var server = EmbeddedServer.start(Path.of(arguments[0]), PROPERTIES, new Random(3));
      client(server).sql("create table acknowledged as select 'all of it' as what").update();
      Runtime.getRuntime().halt(EXIT);
    }
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(home().resolve("database/data/postmaster.pid")).getFirst());
  }

  private EmbeddedServer start() {
    StoppableDatabase.copyBinaries(home().resolve("database/binaries"));
    return EmbeddedServer.start(home(), PROPERTIES, new Random(2));
  }

  private Path home() {
    return folder.resolve("a home with blanks");
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(name)));
  }

  private static JdbcClient client(EmbeddedServer server) {
    var connection = server.connection();
    DataSource source =
        new DriverManagerDataSource(
            connection.getJdbcUrl(), connection.getUsername(), connection.getPassword());
    return JdbcClient.create(source);
  }
}
