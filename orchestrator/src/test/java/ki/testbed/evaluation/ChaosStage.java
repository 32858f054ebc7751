package ki.testbed.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import ki.testbed.StoppableDatabase;
import ki.testbed.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Where chaos happens: two services as processes, an engine and a database server of their own, all
 * of which may be killed, and a desk at which people ask for evaluations.
 */
final class ChaosStage implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** So high that no run may end for a fault of ours. */
  private static final String ATTEMPTS = "50";

  private final StoppableDatabase server;
  private final OwnEngine engine;
  private final EngineWorld world;
  private final DatabaseProxy line;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final List<ServiceProcess> services = new ArrayList<>();
  private final TestOrchestrator desk;

  ChaosStage(Path folder) throws Exception {
    try {
      this.server = begun(new StoppableDatabase(folder.resolve("server")));
      this.engine = begun(new OwnEngine(folder.resolve("engine")));
      this.world = new EngineWorld(TestDatabase.on(server), engine.address());
      world
          .database()
          .owner()
          .sql("alter database postgres set testbed.attempts = " + ATTEMPTS)
          .update();
      this.line = begun(new DatabaseProxy(world.databasePort()));
      for (String name : List.of("first", "second")) {
        services.add(begun(new ServiceProcess(folder.resolve(name), settings())));
      }
      awaitCalm("somebody leads", () -> leader() > 0);
      this.desk = begun(new TestOrchestrator(world, Map.of()));
    } catch (Exception | AssertionError e) {
      close(); // nothing that was begun outlives a stage that never stood
      throw e;
    }
  }

  private <T extends AutoCloseable> T begun(T part) {
    parts.push(part);
    return part;
  }

  private Map<String, Object> settings() {
    return world.processSettings(
        Map.of(
            "spring.datasource.url",
            world.databaseUrl(line.port()),
            "testbed.evaluation.backoff",
            "1s",
            "testbed.evaluation.attempts",
            ATTEMPTS));
  }

  /** Waits as long as any recovery may take; a database that is away is no answer. */
  static double awaitCalm(String what, BooleanSupplier condition) {
    long from = System.nanoTime();
    Await.until(what, PATIENCE, () -> answers(condition));
    return (System.nanoTime() - from) / 1e9;
  }

  private static boolean answers(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (DataAccessException | TransactionException _) {
      return false;
    }
  }

  /** Epoch of who leads now; 0 if nobody does. */
  long leader() {
    return count("select coalesce(max(epoch), 0) from planner_leader where valid_until > now()");
  }

  /** The last epoch there was. */
  long epoch() {
    return count("select coalesce(max(epoch), 0) from planner_leader");
  }

  /** How often a run has moved. */
  long moves() {
    return count("select count(*) from run_history");
  }

  /** A number from the database. */
  long count(String sql) {
    return world.database().owner().sql(sql).query(Long.class).single();
  }

  StoppableDatabase server() {
    return server;
  }

  OwnEngine engine() {
    return engine;
  }

  EngineWorld world() {
    return world;
  }

  DatabaseProxy line() {
    return line;
  }

  List<ServiceProcess> services() {
    return services;
  }

  TestOrchestrator desk() {
    return desk;
  }

  /** What the engine still has that belongs to a sandbox. */
  List<String> leftOnTheEngine() throws IOException {
    return new EngineHost(engine.address()).remains();
  }

  /** The last one begun first. */
  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}
