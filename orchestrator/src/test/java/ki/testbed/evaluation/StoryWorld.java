package ki.testbed.evaluation;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import ki.testbed.TestDatabase;
import org.springframework.context.support.GenericApplicationContext;

/** What outlives orchestrators of a story: database, blobs, engine, clocks, submissions. */
interface StoryWorld extends AutoCloseable {
  /** Configuration of the modules that take part. */
  Class<?> modules();

  /** Properties of every orchestrator. */
  Map<String, Object> settings();

  InstantSource wall();

  LongSupplier monotonic();

  /** Adds what this world has of its own. */
  void bring(GenericApplicationContext starting);

  TestDatabase database();

  default int databasePort() {
    return address().getPort();
  }

  /** The same database through another port. */
  default String databaseUrl(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + address().getPath() + query();
  }

  private String query() {
    return address().getQuery() == null ? "" : "?" + address().getQuery();
  }

  private URI address() {
    return URI.create(database().url().substring("jdbc:".length()));
  }
}
