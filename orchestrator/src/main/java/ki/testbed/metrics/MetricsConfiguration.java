package ki.testbed.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The registry, what fills it, and who may scrape: everybody who reaches the management port, which
 * is bound to this machine.
 */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Bean
  CollectorRegistry collectors() {
    return new CollectorRegistry(true);
  }

  /** Once everything stands: the registry itself is needed long before the database is. */
  @Bean
  SmartInitializingSingleton ourSeries(
      CollectorRegistry collectors,
      RunSeries runs,
      ServiceSeries service,
      FleetSeries fleet,
      InvariantSeries invariants) {
    return () -> {
      collectors.register(runs);
      collectors.register(fleet);
      collectors.register(service);
      collectors.register(invariants);
    };
  }

  @Bean
  PrometheusMeterRegistry meterRegistry(CollectorRegistry collectors) {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
  }

  @Bean
  ScrapeEndpoint scrapeEndpoint(CollectorRegistry collectors) {
    return new ScrapeEndpoint(collectors);
  }

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
