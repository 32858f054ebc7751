package ki.testbed.api;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import ki.testbed.access.KeptSecret;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the module together. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {
  @Bean
  Cursors cursors(ApiProperties settings, RandomGenerator random) {
    String secret = KeptSecret.of(settings.secrets(), "cursor-key", random).text();
    return new Cursors(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
