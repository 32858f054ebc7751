package ki.testbed;

import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database: embedded unless {@code spring.datasource.url} names another; checked before the
 * first migration.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  FlywayMigrationStrategy checkThenMigrate(DataSource database) {
    return flyway -> {
      DurabilityCheck.check(new ServerSettingsStore(JdbcClient.create(database)).read());
      flyway.migrate();
    };
  }

  /** The pool depends on these beans, so it is closed before the server stops. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      name = "spring.datasource.url",
      havingValue = "embedded",
      matchIfMissing = true)
  static class Embedded {

    @Bean(destroyMethod = "close")
    EmbeddedServer embeddedServer(
        TestbedProperties testbed, DatabaseProperties database, RandomGenerator random) {
      return EmbeddedServer.start(testbed.home(), database, random);
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(EmbeddedServer server) {
      return server.connection();
    }
  }
}
