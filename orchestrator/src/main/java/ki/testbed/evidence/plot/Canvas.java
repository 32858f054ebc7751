package ki.testbed.evidence.plot;

import java.util.Locale;

/** Marks of a picture as SVG: classes for the page's own style, attributes for everybody else. */
final class Canvas {
  static final String GRID = "stroke=\"#d5dae1\"";
  static final String OWN = "stroke=\"#0b5cad\" stroke-width=\"2\"";
  static final String LIMIT = "stroke=\"#a3271f\" stroke-width=\"2\" stroke-dasharray=\"6 4\"";

  private final StringBuilder out = new StringBuilder();

  Canvas(PlotSize size, String title) {
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"plot plot-%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
            .formatted(size.word(), size.width, size.height, size.width, size.height));
    out.append(" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#1b1f24\">");
    out.append("<title>").append(escaped(title)).append("</title>");
  }

  void line(String style, double x1, double y1, double x2, double y2, String look) {
    out.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>"
            .formatted(style, number(x1), number(y1), number(x2), number(y2), look));
  }

  void text(String style, double x, double y, String anchor, String words) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(style, number(x), number(y), anchor, escaped(words)));
  }

  void rectangle(String style, double x, double y, double width, double height, String look) {
    out.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>"
            .formatted(
                style, number(x), number(y), number(Math.max(0, width)), number(height), look));
  }

  void circle(double x, double y) {
    out.append(
        "<circle class=\"plot-mark\" cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"#ffffff\" %s/>"
            .formatted(number(x), number(y), OWN));
  }

  void path(String style, String steps, String look) {
    out.append("<path class=\"%s\" fill=\"none\" %s d=\"%s\"/>".formatted(style, look, steps));
  }

  /** Closed, without an outline. */
  void area(String points) {
    out.append(
        "<polygon class=\"plot-band\" fill=\"#0b5cad\" fill-opacity=\"0.18\" points=\"%s\"/>"
            .formatted(points));
  }

  /** Slanted lines over a region in which nothing holds. */
  void hatched(double x, double y, double width, double height) {
    rectangle("plot-void", x, y, width, height, "fill=\"#5b6470\" fill-opacity=\"0.12\"");
    for (double at = -height; at < width; at += 10) {
      double from = Math.max(at, 0);
      double to = Math.min(at + height, width);
      line(
          "plot-hatch",
          x + from,
          y + height - (from - at),
          x + to,
          y + height - (to - at),
          "stroke=\"#5b6470\" stroke-opacity=\"0.5\"");
    }
  }

  String end() {
    return out.append("</svg>").toString();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
