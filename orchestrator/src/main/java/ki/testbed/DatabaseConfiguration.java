package ki.testbed;

import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database: embedded unless {@code spring.datasource.url} names another; checked before the
 * first migration.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  private static final String URL = "spring.datasource.url";
  private static final String EMBEDDED = "embedded";

  static boolean isEmbedded(Environment environment) {
    return environment.getProperty(URL, EMBEDDED).equals(EMBEDDED);
  }

  /**
   * The owner of the tables migrates; the service is another role, which is given what it needs.
   */
  @Bean
  FlywayMigrationStrategy checkThenMigrate(DataSource database, JdbcConnectionDetails service) {
    return flyway -> {
      var served = JdbcClient.create(database);
      DurabilityCheck.check(new ServerSettingsStore(served).read());
      flyway.migrate();
      grant(flyway.getConfiguration().getDataSource(), service);
      requireBound(new ServiceRoleStore(served));
    };
  }

  private static void grant(DataSource owner, JdbcConnectionDetails service) {
    String role = Objects.requireNonNull(service.getUsername());
    new TransactionTemplate(new JdbcTransactionManager(owner))
        .executeWithoutResult(_ -> new ServiceRoleStore(JdbcClient.create(owner)).grant(role));
  }

  private static void requireBound(ServiceRoleStore service) {
    if (service.isUnbound()) {
      throw new DatabaseRefused(
          "The service's database role owns the tables or passes by row-level security. Give spring.flyway.url, user and"
              + " password of the owner, and spring.datasource.username of a role of its own that owns nothing.");
    }
  }

  /** The pool depends on these beans, so it is closed before the server stops. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = URL, havingValue = EMBEDDED, matchIfMissing = true)
  static class Embedded {

    @Bean(destroyMethod = "close")
    EmbeddedServer embeddedServer(
        ObjectProvider<DatabaseAhead.Begun> begun,
        TestbedProperties testbed,
        DatabaseProperties database,
        RandomGenerator random) {
      return Optional.ofNullable(begun.getIfAvailable())
          .map(DatabaseAhead.Begun::take)
          .orElseGet(() -> EmbeddedServer.start(testbed.home(), database, random));
    }

    /** What everything but the migration uses; the owner's details are of both types. */
    @Bean
    @Primary
    JdbcConnectionDetails embeddedConnection(EmbeddedServer server) {
      return server.service();
    }

    @Bean
    FlywayConnectionDetails embeddedOwner(EmbeddedServer server) {
      return server.connection();
    }
  }
}
