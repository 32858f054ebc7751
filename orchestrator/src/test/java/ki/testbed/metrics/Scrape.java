package ki.testbed.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A scrape as Prometheus would get it. */
public record Scrape(String text) {
  /** All series now. */
  public static Scrape of(ScrapeEndpoint endpoint) {
    return of(endpoint, ScrapeFormat.TEXT);
  }

  static Scrape of(ScrapeEndpoint endpoint, ScrapeFormat format) {
    try {
      return new Scrape(java.util.Objects.requireNonNull(endpoint.scrape(format).getBody()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines that start like this. */
  public List<String> lines(String start) {
    return text.lines().filter(line -> line.startsWith(start)).toList();
  }

  /** The value of the one series that starts like this. */
  public double value(String start) {
    List<String> lines = lines(start);
    if (lines.size() != 1) {
      throw new AssertionError(start + " is there " + lines.size() + " times");
    }
    return Double.parseDouble(
        lines
            .getFirst()
            .substring(lines.getFirst().lastIndexOf(' ') + 1)
            .replace("+Inf", "Infinity"));
  }
}
