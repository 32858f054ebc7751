package ki.testbed.evidence.plot;

import java.util.List;
import java.util.stream.Collectors;
import ki.testbed.evidence.plot.LatencyDistribution.Point;

/** Draws a {@link LatencyPlot}. */
final class LatencySvg {
  private static final int LEFT = 56;
  private static final int RIGHT = 32;
  private static final int TOP = 22;
  private static final int BOTTOM = 46;
  private static final int POINTS = 400;
  private static final List<Double> SHARES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
  private static final int LABEL_GAP = 15;

  private final LatencyPlot plot;
  private final PlotSize size;
  private final LogAxis axis;
  private final Canvas out;

  LatencySvg(LatencyPlot plot, PlotSize size) {
    this.plot = plot;
    this.size = size;
    this.axis = axisOf(plot);
    this.out = new Canvas(size, plot.finding());
  }

  String draw() {
    grid();
    band();
    curve();
    threshold();
    marks();
    corner();
    return out.end();
  }

  private static LogAxis axisOf(LatencyPlot plot) {
    long limit = plot.threshold().map(LatencyPlot.Limit::nanos).orElse(0L);
    long shortest = plot.distribution().shortest().orElse(Math.max(1, limit));
    long longest = Math.max(plot.distribution().longest().orElse(1), limit);
    return LogAxis.around(limit > 0 ? Math.min(shortest, limit) : shortest, longest);
  }

  private void grid() {
    for (double share : SHARES) {
      out.line("plot-grid", LEFT, y(share), size.width - RIGHT, y(share), Canvas.GRID);
      out.text("plot-tick", LEFT - 8, y(share) + 4, "end", Math.round(share * 100) + "\u00a0%");
    }
    for (long tick : axis.ticks(size == PlotSize.WIDE ? 12 : 5)) {
      out.line("plot-grid", x(tick), TOP, x(tick), bottom(), Canvas.GRID);
      out.text("plot-tick", x(tick), bottom() + 18, "middle", LogAxis.label(tick));
    }
    out.text(
        "plot-axis",
        (LEFT + size.width - RIGHT) / 2.0,
        size.height - 6,
        "middle",
        plot.words().time());
    out.text("plot-axis", 6, 13, "start", plot.words().share());
  }

  private void band() {
    List<Point> points = plot.distribution().points(POINTS);
    if (points.isEmpty()) {
      return;
    }
    double half = LatencyDistribution.bandHalfWidth(plot.distribution().n(), plot.confidence());
    String upper =
        points.stream().map(p -> at(p.nanos(), p.share() + half)).collect(Collectors.joining(" "));
    String lower =
        points.reversed().stream()
            .map(p -> at(p.nanos(), p.share() - half))
            .collect(Collectors.joining(" "));
    out.area(upper + " " + lower);
  }

  private void curve() {
    var path = new StringBuilder();
    for (Point point : plot.distribution().points(POINTS)) {
      path.append(
          path.isEmpty()
              ? "M" + at(point.nanos(), 0) + "V"
              : "H" + Canvas.number(x(point.nanos())) + "V");
      path.append(Canvas.number(y(point.share())));
    }
    out.path("plot-line", path.toString(), Canvas.OWN);
  }

  private void threshold() {
    plot.threshold()
        .ifPresent(limit -> {
          double x = x(limit.nanos());
          out.line("plot-limit", x, TOP, x, bottom(), Canvas.LIMIT);
          boolean room = x < size.width * 0.6;
          out.text(
              "plot-limit-label",
              room ? x + 6 : x - 6,
              bottom() - 10,
              room ? "start" : "end",
              limit.label());
        });
  }

  private void marks() {
    double free = bottom();
    for (LatencyPlot.Mark mark : plot.marks()) {
      double x = x(mark.nanos());
      double y = y(LatencyDistribution.share(mark.ppm()));
      out.circle(x, y);
      free = Math.min(y + 4, free - LABEL_GAP);
      boolean room = x > size.width * 0.45;
      out.text(
          "plot-mark-label",
          room ? x - 10 : x + 10,
          Math.max(free, TOP + 4) + (room ? 0 : LABEL_GAP),
          room ? "end" : "start",
          mark.label());
    }
  }

  private void corner() {
    String note =
        plot.words().failed().isEmpty()
            ? plot.words().n()
            : plot.words().n() + ", " + plot.words().failed();
    out.text("plot-n", size.width - RIGHT, 13, "end", note);
  }

  private String at(long nanos, double share) {
    return Canvas.number(x(nanos)) + "," + Canvas.number(y(share));
  }

  private double x(long nanos) {
    return LEFT + axis.position(nanos) * (size.width - LEFT - RIGHT);
  }

  private double y(double share) {
    return bottom() - Math.clamp(share, 0, 1) * (bottom() - TOP);
  }

  private double bottom() {
    return size.height - (double) BOTTOM;
  }
}
