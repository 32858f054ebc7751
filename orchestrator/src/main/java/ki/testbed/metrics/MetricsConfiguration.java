package ki.testbed.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The registry that all meters go to, and who may read it. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Bean
  CollectorRegistry collectorRegistry(RunSeries runs, ServiceSeries service) {
    var collectors = new CollectorRegistry(true);
    collectors.register(runs);
    collectors.register(service);
    return collectors;
  }

  @Bean
  PrometheusMeterRegistry meterRegistry(CollectorRegistry collectors) {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
  }

  /**
   * Whoever reaches the management port, which listens on the loopback interface unless told
   * otherwise, may read health and figures there.
   */
  @Bean
  @Order(5)
  SecurityFilterChain managementChain(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.toAnyEndpoint())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(EndpointRequest.to("health", "prometheus"))
                .permitAll()
                .anyRequest()
                .denyAll())
        .build();
  }
}
