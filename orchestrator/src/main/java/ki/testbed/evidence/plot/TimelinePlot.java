package ki.testbed.evidence.plot;

import java.time.Instant;
import java.util.List;
import ki.testbed.protocol.Phase;

/**
 * What a container used while a run went through its phases, in words of the reader's language.
 *
 * @param finding the title: what the picture shows, as a sentence
 * @param spans phases in the order of time
 * @param panels one above the other, over the same time
 * @param time label of the time axis, with unit
 */
public record TimelinePlot(String finding, List<Span> spans, List<Panel> panels, String time) {
  public TimelinePlot {
    spans = List.copyOf(spans);
    panels = List.copyOf(panels);
  }

  /** A phase with its name. */
  public record Span(Phase phase, String name, Instant from, Instant to) {}

  /**
   * A line over time.
   *
   * @param name with unit, above the panel
   * @param end what stands at the line's right end
   * @param points values in the unit
   */
  public record Panel(String name, String end, List<UsageCurve.Point> points) {
    public Panel {
      points = List.copyOf(points);
    }
  }

  /** The picture as SVG; classes for the page's own style, attributes for everybody else. */
  public String svg(PlotSize size) {
    return new TimelineSvg(this, size).draw();
  }
}
