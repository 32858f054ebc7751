package ki.testbed.runner;

import ki.testbed.runner.measure.Calibration;

/** How long the runner is measured against its null server, by the grade of the run. */
enum CalibrationExtent {
  /** Before the window; also makes the code hot. */
  BEFORE(30_000, 30_000_000_000L, 3_000, 3_000_000_000L),
  /** After the window, to see that nothing changed. */
  AFTER(10_000, 10_000_000_000L, 1_000, 2_000_000_000L);

  private static final int MOST_CONNECTIONS = 32;

  private final int formalExchanges;
  private final long formalNs;
  private final int previewExchanges;
  private final long previewNs;

  CalibrationExtent(int formalExchanges, long formalNs, int previewExchanges, long previewNs) {
    this.formalExchanges = formalExchanges;
    this.formalNs = formalNs;
    this.previewExchanges = previewExchanges;
    this.previewNs = previewNs;
  }

  Calibration.Extent of(ReceivedOrder received) {
    int connections = Math.min(MOST_CONNECTIONS, received.order().target().maxConcurrency());
    return switch (received.order().grade()) {
      case FORMAL ->
          new Calibration.Extent(formalExchanges, formalNs, connections, received.shape().rate());
      case PREVIEW ->
          new Calibration.Extent(previewExchanges, previewNs, connections, received.shape().rate());
    };
  }
}
