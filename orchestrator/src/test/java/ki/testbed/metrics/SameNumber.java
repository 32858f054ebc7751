package ki.testbed.metrics;

/** Lets a test outside this module scrape. */
public final class SameNumber {
  private final ScrapeEndpoint endpoint;

  SameNumber(ScrapeEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The value of the one series that starts like this. */
  public double value(String start) {
    return Scrape.of(endpoint).value(start);
  }
}
