package ki.testbed.metrics;

import io.prometheus.client.exporter.common.TextFormat;
import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;

/** Forms of a scrape, by the scraper's {@code Accept}. */
enum ScrapeFormat implements Producible<ScrapeFormat> {
  /** Prometheus text. */
  TEXT(TextFormat.CONTENT_TYPE_004),
  /** OpenMetrics. */
  OPEN_METRICS(TextFormat.CONTENT_TYPE_OPENMETRICS_100);

  final String contentType;

  ScrapeFormat(String contentType) {
    this.contentType = contentType;
  }

  @Override
  public MimeType getProducedMimeType() {
    return MimeType.valueOf(contentType);
  }

  @Override
  public boolean isDefault() {
    return this == TEXT;
  }
}
