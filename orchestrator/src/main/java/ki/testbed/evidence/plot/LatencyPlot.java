package ki.testbed.evidence.plot;

import java.util.List;
import java.util.Optional;

/**
 * What a picture of a latency distribution shows, in words of the reader's language.
 *
 * @param finding the title: what the picture shows, as a sentence
 * @param marks percentiles to point at, from measurement rows
 * @param threshold the limit of a criterion
 * @param confidence of the band around the whole curve, in (0, 1)
 */
public record LatencyPlot(
    LatencyDistribution distribution,
    String finding,
    List<Mark> marks,
    Optional<Limit> threshold,
    double confidence,
    Words words) {

  public LatencyPlot {
    marks = List.copyOf(marks);
  }

  /** A percentile: {@code nanos} is what its measurement row says. */
  public record Mark(int ppm, long nanos, String label) {}

  /** A limit with its label. */
  public record Limit(long nanos, String label) {}

  /**
   * Fixed words of the picture.
   *
   * @param time label of the time axis, with unit
   * @param share label of the other axis
   * @param n how many exchanges, written out
   * @param failed how many failed, written out; empty if none
   */
  public record Words(String time, String share, String n, String failed) {}

  /** The picture as SVG; classes for the page's own style, attributes for everybody else. */
  public String svg(PlotSize size) {
    return new LatencySvg(this, size).draw();
  }
}
