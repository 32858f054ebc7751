package ki.testbed.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collections;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** All series as Prometheus reads them. */
@WebEndpoint(id = "prometheus")
record ScrapeEndpoint(CollectorRegistry collectors) {
  @ReadOperation(producesFrom = ScrapeFormat.class)
  public WebEndpointResponse<String> scrape(ScrapeFormat format) throws IOException {
    var text = new StringWriter();
    var families =
        Collections.list(collectors.metricFamilySamples()).stream()
            .map(ScrapeEndpoint::legal)
            .toList();
    TextFormat.writeFormat(format.contentType, text, Collections.enumeration(families));
    return new WebEndpointResponse<>(text.toString(), format);
  }

  /**
   * Prometheus refuses a whole scrape if anything but buckets and counters carries an exemplar;
   * Micrometer puts one on {@code _count}.
   */
  static MetricFamilySamples legal(MetricFamilySamples family) {
    return new MetricFamilySamples(
        family.name,
        family.unit,
        family.type,
        family.help,
        family.samples.stream().map(ScrapeEndpoint::legal).toList());
  }

  private static Sample legal(Sample sample) {
    boolean mayCarryExemplar = sample.name.endsWith("_bucket") || sample.name.endsWith("_total");
    return mayCarryExemplar || sample.exemplar == null
        ? sample
        : new Sample(
            sample.name, sample.labelNames, sample.labelValues, sample.value, sample.timestampMs);
  }
}
