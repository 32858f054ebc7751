package ki.testbed;

import ki.testbed.evaluation.EvaluationProperties;
import ki.testbed.showcase.ShownEvaluations;
import ki.testbed.showcase.ShownSubmissions;
import ki.testbed.showcase.Stories;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/**
 * API, pages and meters on a real database, with accounts, evidence, catalog and outbox as they
 * are; what is handed in and what runs is told by {@link Stories}. No engine, no timers.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan({
  "ki.testbed.access",
  "ki.testbed.api",
  "ki.testbed.catalog",
  "ki.testbed.evidence",
  "ki.testbed.metrics",
  "ki.testbed.notification",
  "ki.testbed.queue",
  "ki.testbed.review",
  "ki.testbed.web"
})
@ComponentScan(
    nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
    basePackages = {
      "ki.testbed.access",
      "ki.testbed.api",
      "ki.testbed.catalog",
      "ki.testbed.evidence",
      "ki.testbed.failpoint",
      "ki.testbed.invariant",
      "ki.testbed.metrics",
      "ki.testbed.notification",
      "ki.testbed.queue",
      "ki.testbed.review",
      "ki.testbed.web"
    },
    excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.EngineCheck"))
@EnableConfigurationProperties(EvaluationProperties.class)
@Import({Wiring.class, Stories.class})
public class Showcase {
  @Bean
  ShownSubmissions shownSubmissions() {
    return new ShownSubmissions();
  }

  @Bean
  ShownEvaluations shownEvaluations() {
    return new ShownEvaluations();
  }
}
