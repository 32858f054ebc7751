package ki.testbed.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/** What Prometheus scrapes: {@code /actuator/prometheus} on the management port. */
@Component
@WebEndpoint(id = "prometheus")
class ScrapeEndpoint {
  private final CollectorRegistry collectors;

  ScrapeEndpoint(CollectorRegistry collectors) {
    this.collectors = collectors;
  }

  /** All series as they are now. */
  @ReadOperation(producesFrom = ScrapeFormat.class)
  public WebEndpointResponse<String> scrape(ScrapeFormat format) throws IOException {
    List<MetricFamilySamples> families =
        Collections.list(collectors.metricFamilySamples()).stream()
            .map(ScrapeEndpoint::legal)
            .toList();
    var text = new StringWriter();
    TextFormat.writeFormat(format.contentType, text, Collections.enumeration(families));
    return new WebEndpointResponse<>(text.toString(), format);
  }

  private static MetricFamilySamples legal(MetricFamilySamples family) {
    List<Sample> samples = family.samples.stream().map(ScrapeEndpoint::legal).toList();
    return new MetricFamilySamples(family.name, family.unit, family.type, family.help, samples);
  }

  /** An exemplar anywhere else makes Prometheus refuse the whole text. */
  private static Sample legal(Sample sample) {
    boolean mayCarryOne = sample.name.endsWith("_bucket") || sample.name.endsWith("_total");
    return mayCarryOne || sample.exemplar == null
        ? sample
        : new Sample(
            sample.name, sample.labelNames, sample.labelValues, sample.value, sample.timestampMs);
  }
}
