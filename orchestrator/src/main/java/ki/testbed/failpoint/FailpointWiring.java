package ki.testbed.failpoint;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** No faults, unless a test brings its own. */
@Configuration(proxyBeanMethods = false)
class FailpointWiring {
  @Bean
  @ConditionalOnMissingBean
  Failpoints failpoints() {
    return Failpoints.none();
  }
}
