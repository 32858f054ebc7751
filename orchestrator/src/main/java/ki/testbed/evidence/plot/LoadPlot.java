package ki.testbed.evidence.plot;

import java.util.List;
import java.util.Optional;

/**
 * Latency over load, one point a run, in words of the reader's language.
 *
 * @param finding the title: what the picture shows, as a sentence
 * @param points in the order of their rate
 * @param threshold the strictest limit of a criterion on a latency here
 * @param rate label of the load axis, with unit
 * @param latency label of the other axis
 */
public record LoadPlot(
    String finding,
    List<Point> points,
    Optional<LatencyPlot.Limit> threshold,
    String rate,
    String latency) {
  public LoadPlot {
    points = List.copyOf(points);
  }

  /**
   * One run.
   *
   * @param perSecond rate of arrivals
   * @param counts whether its numbers are valid
   */
  public record Point(double perSecond, boolean counts, List<Mark> marks) {
    public Point {
      marks = List.copyOf(marks);
    }
  }

  /**
   * A percentile with its interval; infinite ones are not in a picture.
   *
   * @param name what stands at the right end of its line
   */
  public record Mark(String name, long nanos, Optional<Long> lower, Optional<Long> upper) {}

  /** The picture as SVG; classes for the page's own style, attributes for everybody else. */
  public String svg(PlotSize size) {
    return new LoadSvg(this, size).draw();
  }
}
