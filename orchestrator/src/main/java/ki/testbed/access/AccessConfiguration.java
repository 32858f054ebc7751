package ki.testbed.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import ki.testbed.access.StoredAccounts.Context;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the module together. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
  /** Every connection of the service knows for whom it works. */
  @Bean
  static BeanPostProcessor actingConnections() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource pool && !(bean instanceof ActingStore)
            ? new ActingStore(pool)
            : bean;
      }
    };
  }

  @Bean
  Context accessContext(
      AccessProperties properties,
      TransactionOperations transactions,
      AuditPort audit,
      InstantSource clock,
      RandomGenerator random) {
    return new Context(properties, transactions, audit, clock, random);
  }

  @Bean
  Passwords passwords(RandomGenerator random) {
    return new Passwords(random);
  }

  @Bean
  Tokens tokens(JdbcClient db, Context context) {
    var pepper =
        new Pepper(KeptSecret.of(context.properties().secrets(), "token-pepper", context.random()));
    return new Tokens(new TokenStore(db), pepper, context);
  }

  @Bean
  Accounts accounts(JdbcClient db, Passwords passwords, Tokens tokens, Context context) {
    return new StoredAccounts(new AccountStore(db), new LoginStore(db), tokens, passwords, context);
  }

  @Bean
  FirstAccounts firstAccounts(
      JdbcClient db, Accounts accounts, Tokens tokens, Passwords passwords, Context context) {
    return new FirstAccounts(
        accounts, tokens, new AccountStore(db), passwords, context, System.out);
  }

  @Bean
  ForgottenLogins forgottenLogins(JdbcClient db, InstantSource clock) {
    return new ForgottenLogins(new LoginStore(db), clock);
  }

  /** Drops counters of login names that nobody tried for an hour. */
  record ForgottenLogins(LoginStore logins, InstantSource clock) {
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
      logins.forgetAttemptsBefore(clock.instant().minus(Duration.ofHours(1)));
    }
  }
}
