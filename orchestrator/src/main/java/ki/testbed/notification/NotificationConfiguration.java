package ki.testbed.notification;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the module together. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {
  @Bean
  StoredOutbox outbox(JdbcClient db, NotificationProperties properties, InstantSource clock) {
    return new StoredOutbox(new OutboxStore(db), properties, clock);
  }
}
