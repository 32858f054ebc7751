package ki.testbed.web;

import java.util.List;

/**
 * A picture with its table.
 *
 * @param wide and narrow the same picture as SVG for two widths
 * @param caption what the band and the axis mean
 * @param rows the table behind it
 */
public record PlotBlock(
    String run,
    String title,
    String finding,
    String wide,
    String narrow,
    String caption,
    List<Row> rows) {

  /** A percentile with its bounds. */
  public record Row(
      String name, String value, String lower, String upper, String confidence, String n) {}
}
