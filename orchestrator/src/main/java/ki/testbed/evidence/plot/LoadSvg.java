package ki.testbed.evidence.plot;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import ki.testbed.evidence.plot.LoadPlot.Mark;
import ki.testbed.evidence.plot.LoadPlot.Point;

/** Draws a {@link LoadPlot}. */
final class LoadSvg {
  private static final int LEFT = 56;
  private static final int RIGHT = 48;
  private static final int TOP = 26;
  private static final int BOTTOM = 46;
  private static final int CAP = 4;
  private static final List<String> DASHES =
      List.of("", " stroke-dasharray=\"7 4\"", " stroke-dasharray=\"2 3\"");

  private final LoadPlot plot;
  private final PlotSize size;
  private final LinearAxis load;
  private final LogAxis axis;
  private final Canvas out;

  LoadSvg(LoadPlot plot, PlotSize size) {
    this.plot = plot;
    this.size = size;
    double greatest = plot.points().stream().mapToDouble(Point::perSecond).max().orElse(1);
    this.load = LinearAxis.upTo(greatest, size == PlotSize.WIDE ? 10 : 5);
    this.axis = LogAxis.around(latencies().min().orElse(1), latencies().max().orElse(1));
    this.out = new Canvas(size, plot.finding());
  }

  private LongStream latencies() {
    LongStream marks =
        plot.points().stream()
            .flatMap(point -> point.marks().stream())
            .flatMap(mark ->
                Stream.of(
                    mark.nanos(),
                    mark.lower().orElse(mark.nanos()),
                    mark.upper().orElse(mark.nanos())))
            .mapToLong(Long::longValue);
    return LongStream.concat(marks, plot.threshold().stream().mapToLong(LatencyPlot.Limit::nanos));
  }

  String draw() {
    invalid();
    grid();
    threshold();
    names().forEach(this::series);
    return out.end();
  }

  /** Half way to the neighbours on both sides of each run that does not count. */
  private void invalid() {
    List<Point> points = plot.points();
    for (int i = 0; i < points.size(); i++) {
      if (!points.get(i).counts()) {
        double from = i == 0 ? LEFT : middle(points.get(i - 1), points.get(i));
        double to =
            i + 1 == points.size()
                ? size.width - (double) RIGHT
                : middle(points.get(i), points.get(i + 1));
        out.hatched(from, TOP, to - from, bottom() - TOP);
      }
    }
  }

  private double middle(Point one, Point other) {
    return (x(one.perSecond()) + x(other.perSecond())) / 2;
  }

  private void grid() {
    for (long tick : axis.ticks(8)) {
      out.line("plot-grid", LEFT, y(tick), size.width - (double) RIGHT, y(tick), Canvas.GRID);
      out.text("plot-tick", LEFT - 8, y(tick) + 4, "end", LogAxis.label(tick));
    }
    for (double tick : load.ticks()) {
      out.line("plot-grid", x(tick), bottom(), x(tick), bottom() + 4, Canvas.GRID);
      out.text("plot-tick", x(tick), bottom() + 18, "middle", LinearAxis.label(tick));
    }
    out.text(
        "plot-axis", (LEFT + size.width - RIGHT) / 2.0, size.height - 6, "middle", plot.rate());
    out.text("plot-axis", 6, 13, "start", plot.latency());
  }

  private void threshold() {
    plot.threshold()
        .ifPresent(limit -> {
          double y = y(limit.nanos());
          out.line("plot-limit", LEFT, y, size.width - (double) RIGHT, y, Canvas.LIMIT);
          out.text("plot-limit-label", LEFT + 8, y - 6, "start", limit.label());
        });
  }

  private List<String> names() {
    return plot.points().stream()
        .flatMap(point -> point.marks().stream().map(Mark::name))
        .distinct()
        .toList();
  }

  private void series(String name) {
    var path = new StringBuilder();
    double end = bottom();
    for (Point point : plot.points()) {
      for (Mark mark : point.marks()) {
        if (mark.name().equals(name)) {
          end = y(mark.nanos());
          String at = Canvas.number(x(point.perSecond())) + "," + Canvas.number(end);
          path.append(path.isEmpty() ? "M" : "L").append(at);
          whisker(x(point.perSecond()), mark);
        }
      }
    }
    int dash = Math.min(names().indexOf(name), DASHES.size() - 1);
    out.path("plot-line", path.toString(), Canvas.OWN + DASHES.get(dash));
    marks(name);
    out.text("plot-mark-label", size.width - RIGHT + 6.0, end + 4, "start", name);
  }

  private void marks(String name) {
    for (Point point : plot.points()) {
      point.marks().stream()
          .filter(mark -> mark.name().equals(name))
          .forEach(mark -> out.circle(x(point.perSecond()), y(mark.nanos())));
    }
  }

  private void whisker(double x, Mark mark) {
    if (mark.lower().isPresent() && mark.upper().isPresent()) {
      double low = y(mark.lower().get());
      double high = y(mark.upper().get());
      out.line("plot-line", x, low, x, high, Canvas.OWN);
      out.line("plot-line", x - CAP, low, x + CAP, low, Canvas.OWN);
      out.line("plot-line", x - CAP, high, x + CAP, high, Canvas.OWN);
    }
  }

  private double x(double perSecond) {
    return LEFT + load.position(perSecond) * (size.width - LEFT - RIGHT);
  }

  private double y(long nanos) {
    return bottom() - axis.position(nanos) * (bottom() - TOP);
  }

  private double bottom() {
    return size.height - (double) BOTTOM;
  }
}
