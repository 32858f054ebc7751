package ki.testbed.evidence.plot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import ki.testbed.evidence.plot.TimelinePlot.Panel;
import ki.testbed.evidence.plot.TimelinePlot.Span;
import ki.testbed.protocol.Phase;

/** Draws a {@link TimelinePlot}. */
final class TimelineSvg {
  private static final int LEFT = 56;
  private static final int TOP = 40;
  private static final int BOTTOM = 46;
  private static final int BETWEEN = 30;
  private static final double LETTER = 6.6;

  private final TimelinePlot plot;
  private final PlotSize size;
  private final int right;
  private final Instant start;
  private final LinearAxis time;
  private final Canvas out;

  TimelineSvg(TimelinePlot plot, PlotSize size) {
    this.plot = plot;
    this.size = size;
    this.right = size == PlotSize.WIDE ? 92 : 76;
    this.start = times().min(Instant::compareTo).orElse(Instant.EPOCH);
    this.time =
        LinearAxis.upTo(
            seconds(times().max(Instant::compareTo).orElse(start)), size == PlotSize.WIDE ? 10 : 5);
    this.out = new Canvas(size, plot.finding());
  }

  private Stream<Instant> times() {
    return Stream.concat(
        plot.spans().stream().flatMap(span -> Stream.of(span.from(), span.to())),
        plot.panels().stream().flatMap(panel -> panel.points().stream().map(UsageCurve.Point::at)));
  }

  String draw() {
    spans();
    for (int i = 0; i < plot.panels().size(); i++) {
      panel(plot.panels().get(i), TOP + i * (height() + BETWEEN));
    }
    times(size.height - (double) BOTTOM);
    return out.end();
  }

  private double height() {
    int panels = Math.max(1, plot.panels().size());
    return (size.height - TOP - BOTTOM - (panels - 1.0) * BETWEEN) / panels;
  }

  /** The window is what counts; its shade is the strongest. */
  private void spans() {
    boolean even = false;
    for (Span span : plot.spans()) {
      double x = x(span.from());
      double width = x(span.to()) - x;
      boolean window = span.phase() == Phase.WINDOW;
      String strength = window ? "0.14" : even ? "0.10" : "0.04";
      out.rectangle(
          window ? "plot-phase plot-window" : "plot-phase",
          x,
          TOP,
          width,
          size.height - (double) TOP - BOTTOM,
          "fill=\"" + (window ? "#0b5cad" : "#5b6470") + "\" fill-opacity=\"" + strength + "\"");
      if (width > span.name().length() * LETTER) {
        out.text("plot-tick", x + width / 2, 13, "middle", span.name());
      }
      even = !even;
    }
  }

  private void panel(Panel panel, double top) {
    LinearAxis axis =
        LinearAxis.upTo(
            panel.points().stream().mapToDouble(UsageCurve.Point::value).max().orElse(1), 4);
    for (double tick : axis.ticks()) {
      double y = y(axis, tick, top);
      out.line("plot-grid", LEFT, y, size.width - (double) right, y, Canvas.GRID);
      out.text("plot-tick", LEFT - 8, y + 4, "end", LinearAxis.label(tick));
    }
    out.text("plot-axis", 6, top - 8, "start", panel.name());
    curve(panel, axis, top);
  }

  private void curve(Panel panel, LinearAxis axis, double top) {
    if (panel.points().isEmpty()) {
      return;
    }
    var path = new StringBuilder();
    for (UsageCurve.Point point : panel.points()) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(Canvas.number(x(point.at())))
          .append(',')
          .append(Canvas.number(y(axis, point.value(), top)));
    }
    out.path("plot-line", path.toString(), Canvas.OWN);
    UsageCurve.Point last = panel.points().getLast();
    out.text(
        "plot-mark-label",
        size.width - (double) right + 6,
        Math.clamp(y(axis, last.value(), top) + 4, top + 8, top + height()),
        "start",
        panel.end());
  }

  private void times(double bottom) {
    List<Double> ticks = time.ticks();
    for (double tick : ticks) {
      double x = LEFT + time.position(tick) * (size.width - LEFT - right);
      out.line("plot-grid", x, bottom, x, bottom + 4, Canvas.GRID);
      out.text("plot-tick", x, bottom + 18, "middle", LinearAxis.label(tick));
    }
    out.text(
        "plot-axis", (LEFT + size.width - right) / 2.0, size.height - 6, "middle", plot.time());
  }

  private double seconds(Instant at) {
    return Duration.between(start, at).toNanos() / 1e9;
  }

  private double x(Instant at) {
    return LEFT + time.position(seconds(at)) * (size.width - LEFT - right);
  }

  private double y(LinearAxis axis, double value, double top) {
    return top + (1 - axis.position(value)) * height();
  }
}
