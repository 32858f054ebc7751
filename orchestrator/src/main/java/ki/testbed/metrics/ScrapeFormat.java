package ki.testbed.metrics;

import io.prometheus.client.exporter.common.TextFormat;
import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/** In which form a scraper gets the text. */
enum ScrapeFormat implements Producible<ScrapeFormat> {
  /** Without exemplars; what a reader gets who asks for nothing special. */
  PLAIN(TextFormat.CONTENT_TYPE_004),
  /** With exemplars. */
  OPEN_METRICS(TextFormat.CONTENT_TYPE_OPENMETRICS_100);

  final String contentType;

  ScrapeFormat(String contentType) {
    this.contentType = contentType;
  }

  @Override
  public MimeType getProducedMimeType() {
    return MimeTypeUtils.parseMimeType(contentType);
  }

  @Override
  public boolean isDefault() {
    return this == PLAIN;
  }
}
