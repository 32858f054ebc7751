package ki.testbed.evidence.plot;

import java.util.List;
import java.util.Locale;
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
  private final LatencyPlot.Size size;
  private final LogAxis axis;
  private final StringBuilder out = new StringBuilder();

  LatencySvg(LatencyPlot plot, LatencyPlot.Size size) {
    this.plot = plot;
    this.size = size;
    this.axis = axisOf(plot);
  }

  String draw() {
    open();
    grid();
    band();
    curve();
    threshold();
    marks();
    corner();
    out.append("</svg>");
    return out.toString();
  }

  private static LogAxis axisOf(LatencyPlot plot) {
    long limit = plot.threshold().map(LatencyPlot.Limit::nanos).orElse(0L);
    long shortest = plot.distribution().shortest().orElse(Math.max(1, limit));
    long longest = Math.max(plot.distribution().longest().orElse(1), limit);
    return LogAxis.around(limit > 0 ? Math.min(shortest, limit) : shortest, longest);
  }

  private void open() {
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot plot-%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
            .formatted(
                size.name().toLowerCase(Locale.ROOT),
                size.width,
                size.height,
                size.width,
                size.height));
    out.append(" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#1b1f24\">");
    out.append("<title>").append(escaped(plot.finding())).append("</title>");
  }

  private void grid() {
    for (double share : SHARES) {
      line("plot-grid", LEFT, y(share), size.width - RIGHT, y(share), "stroke=\"#d5dae1\"");
      text("plot-tick", LEFT - 8, y(share) + 4, "end", Math.round(share * 100) + "\u00a0%");
    }
    for (long tick : axis.ticks(size == LatencyPlot.Size.WIDE ? 12 : 5)) {
      line("plot-grid", x(tick), TOP, x(tick), bottom(), "stroke=\"#d5dae1\"");
      text("plot-tick", x(tick), bottom() + 18, "middle", LogAxis.label(tick));
    }
    text(
        "plot-axis",
        (LEFT + size.width - RIGHT) / 2.0,
        size.height - 6,
        "middle",
        plot.words().time());
    text("plot-axis", 6, 13, "start", plot.words().share());
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
    out.append(
        "<polygon class=\"plot-band\" fill=\"#0b5cad\" fill-opacity=\"0.18\" points=\"%s %s\"/>"
            .formatted(upper, lower));
  }

  private void curve() {
    var path = new StringBuilder();
    for (Point point : plot.distribution().points(POINTS)) {
      path.append(
          path.isEmpty() ? "M" + at(point.nanos(), 0) + "V" : "H" + number(x(point.nanos())) + "V");
      path.append(number(y(point.share())));
    }
    out.append(
        "<path class=\"plot-line\" fill=\"none\" stroke=\"#0b5cad\" stroke-width=\"2\" d=\"%s\"/>"
            .formatted(path));
  }

  private void threshold() {
    plot.threshold()
        .ifPresent(limit -> {
          double x = x(limit.nanos());
          line(
              "plot-limit",
              x,
              TOP,
              x,
              bottom(),
              "stroke=\"#a3271f\" stroke-width=\"2\" stroke-dasharray=\"6 4\"");
          boolean room = x < size.width * 0.6;
          text(
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
      out.append(
          "<circle class=\"plot-mark\" cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"#ffffff\" stroke=\"#0b5cad\" stroke-width=\"2\"/>"
              .formatted(number(x), number(y)));
      free = Math.min(y + 4, free - LABEL_GAP);
      boolean room = x > size.width * 0.45;
      text(
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
    text("plot-n", size.width - RIGHT, 13, "end", note);
  }

  private void line(String style, double x1, double y1, double x2, double y2, String look) {
    out.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>"
            .formatted(style, number(x1), number(y1), number(x2), number(y2), look));
  }

  private void text(String style, double x, double y, String anchor, String words) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(style, number(x), number(y), anchor, escaped(words)));
  }

  private String at(long nanos, double share) {
    return number(x(nanos)) + "," + number(y(share));
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

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
