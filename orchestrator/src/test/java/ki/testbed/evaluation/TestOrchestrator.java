package ki.testbed.evaluation;

import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import ki.testbed.RealEngine;
import ki.testbed.access.ActingStore;
import ki.testbed.access.Caller;
import ki.testbed.catalog.PlanRef;
import ki.testbed.harness.RunWatches;
import ki.testbed.queue.Claims;
import ki.testbed.queue.Leadership;
import ki.testbed.submission.SubmissionId;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

/**
 * One orchestrator of a story: all modules that evaluate, without pages, timers and real engines.
 * It may be killed: then its line to the database is cut and nothing of it happens any more.
 */
final class TestOrchestrator implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final DatabaseProxy line;
  private final Ended ended;

  /** The modules. */
  @Configuration(proxyBeanMethods = false)
  @ComponentScan({
    "ki.testbed.queue",
    "ki.testbed.harness",
    "ki.testbed.evaluation",
    "ki.testbed.failpoint",
    "ki.testbed.invariant",
    "ki.testbed.evidence",
    "ki.testbed.notification",
    "ki.testbed.catalog",
    "ki.testbed.review"
  })
  @ConfigurationPropertiesScan("ki.testbed")
  @ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
  })
  static class Modules {}

  /** The same with real submissions and the engine that the settings name. */
  @Configuration(proxyBeanMethods = false)
  @ComponentScan("ki.testbed.submission")
  @Import({Modules.class, RealEngine.class})
  static class ModulesWithSubmissions {}

  /** Hears of ended runs. */
  static final class Ended {
    private final List<RunEnded> heard = new CopyOnWriteArrayList<>();

    @EventListener
    void ended(RunEnded event) {
      heard.add(event);
    }
  }

  TestOrchestrator(StoryWorld world, Map<String, String> settings) {
    this.line = new DatabaseProxy(world.databasePort());
    this.ended = new Ended();
    var application = new SpringApplicationBuilder(world.modules());
    application.web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF);
    application.application().setAllowBeanDefinitionOverriding(true);
    application.initializers(starting -> bring((GenericApplicationContext) starting, world));
    Map<String, Object> properties = new HashMap<>(world.settings());
    properties.putAll(settings);
    this.context = application.run(arguments(properties));
  }

  /** As arguments they count more than what the service's own configuration says. */
  private static String[] arguments(Map<String, Object> properties) {
    return properties.entrySet().stream()
        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
        .toArray(String[]::new);
  }

  private void bring(GenericApplicationContext starting, StoryWorld world) {
    starting.registerBean(
        "dataSource",
        DataSource.class,
        () -> new ActingStore(pool(world.databaseUrl(line.port()))));
    starting.registerBean("clock", InstantSource.class, world::wall);
    starting.registerBean("nanoTime", LongSupplier.class, world::monotonic);
    starting.registerBean("random", RandomGenerator.class, () -> new Random(7));
    world.bring(starting);
    starting.registerBean("ended", Ended.class, () -> ended);
  }

  private static HikariDataSource pool(String url) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername("testbed_service");
    pool.setMaximumPoolSize(10);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(1000);
    pool.setValidationTimeout(500);
    return pool;
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  Evaluations evaluations() {
    return part(Evaluations.class);
  }

  Evaluation start(Caller caller, SubmissionId submission, PlanRef plan) {
    return evaluations().start(caller, submission, plan, Mode.MEASURED);
  }

  /** Leads, and looks once at everything. */
  void pass() {
    part(Leadership.class).renew();
    part(Reconciler.class).hint();
  }

  /** Becomes leader as soon as the lease is free. */
  void lead() {
    Await.until(
        "leader",
        () -> {
          part(Leadership.class).renew();
          return part(Leadership.class).term().isPresent();
        });
  }

  /** Looks again and again until this holds. */
  void until(String what, BooleanSupplier condition) {
    Await.until(
        what,
        () -> {
          pass();
          return condition.getAsBoolean();
        });
  }

  Run run(Caller caller, RunId id) {
    return evaluations().run(caller, id).orElseThrow();
  }

  Run untilIn(RunState state, Caller caller, RunId id) {
    try {
      until("run is " + state, () -> run(caller, id).state() == state);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ", but it is " + run(caller, id), e);
    }
    return run(caller, id);
  }

  /** Until no claim is open, so that every sandbox of an ended run is gone. */
  void untilCleanedUp() {
    until("no claim is open", () -> part(Claims.class).open().isEmpty());
  }

  List<RunEnded> ended() {
    return List.copyOf(ended.heard);
  }

  DatabaseProxy line() {
    return line;
  }

  /** As by kill -9: no farewell, nothing more is written; engines and database live on. */
  void kill() {
    line.cut();
    part(RunWatches.class).unfollowAll();
  }

  @Override
  public void close() throws Exception {
    context.close();
    line.close();
  }
}
