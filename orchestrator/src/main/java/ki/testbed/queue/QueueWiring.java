package ki.testbed.queue;

import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the monotonic clock from outside. */
@Configuration(proxyBeanMethods = false)
class QueueWiring {
  /** Nanoseconds of a clock that never steps. */
  @Bean
  LongSupplier nanoTime() {
    return System::nanoTime;
  }
}
