package ki.testbed;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Begins to start the embedded server before the context is put together: both take seconds, and
 * neither needs the other. A context that fails leaves no server behind.
 */
final class DatabaseAhead implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (DatabaseConfiguration.isEmbedded(context.getEnvironment())) {
      var begun = new Begun(context.getEnvironment());
      context.getBeanFactory().registerSingleton("begunDatabase", begun);
      Runtime.getRuntime().addShutdownHook(new Thread(begun::closeIfNotTaken, "database-closer"));
    }
  }

  /** A server on its way up. */
  static final class Begun {
    private final FutureTask<EmbeddedServer> starting;
    private boolean taken;

    Begun(Environment environment) {
      var binder = Binder.get(environment);
      var testbed = binder.bindOrCreate("testbed", TestbedProperties.class);
      var database = binder.bindOrCreate("testbed.database", DatabaseProperties.class);
      this.starting =
          new FutureTask<>(
              () -> EmbeddedServer.start(testbed.home(), database, new SecureRandom()));
      Thread.ofPlatform().daemon().name("database-start").start(starting);
    }

    /**
     * Waits for the server, which belongs to the caller from now on.
     *
     * @throws DatabaseRefused if it did not start
     */
    synchronized EmbeddedServer take() {
      taken = true;
      try {
        return starting.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DatabaseRefused("Interrupted while the database was starting.", e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof DatabaseRefused refused
            ? refused
            : new DatabaseRefused("The database cannot be started: " + e.getCause(), e);
      }
    }

    synchronized void closeIfNotTaken() {
      if (!taken) {
        try {
          take().close();
        } catch (DatabaseRefused | IOException _) {
          // there is no server to close, or the next start ends it
        }
      }
    }
  }
}
