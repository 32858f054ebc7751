package ki.testbed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScrapeEndpointTests {
  @Test
  void aTimerWithExemplarsCarriesThemOnlyWhereTheyAreAllowed() {
    var collectors = new CollectorRegistry(true);
    var registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT,
            collectors,
            Clock.SYSTEM,
            new DefaultExemplarSampler(new AlwaysTraced()));
    Timer.builder("trap")
        .publishPercentileHistogram()
        .register(registry)
        .record(Duration.ofMillis(7));

    String text = Scrape.of(new ScrapeEndpoint(collectors), ScrapeFormat.OPEN_METRICS).text();

    assertThat(text).contains(" # {");
    assertThat(text.lines().filter(line -> line.contains(" # {")))
        .allMatch(line -> line.startsWith("trap_seconds_bucket"));
  }

  /** A tracer that is always in a sampled span. */
  static final class AlwaysTraced implements SpanContextSupplier {
    @Override
    public String getTraceId() {
      return "11111111111111111111111111111111";
    }

    @Override
    public String getSpanId() {
      return "2222222222222222";
    }

    @Override
    public boolean isSampled() {
      return true;
    }
  }
}
