package ki.testbed.web;

import java.util.List;
import java.util.Optional;

/**
 * A picture with its table.
 *
 * @param wide and narrow the same picture as SVG for two widths
 * @param caption what bands, marks and axes mean
 * @param columns heads of the table behind it; the first column names, the others are numbers
 * @param csv where the curve can be fetched
 */
public record PlotBlock(
    String title,
    String finding,
    String wide,
    String narrow,
    String caption,
    List<String> columns,
    List<List<String>> rows,
    Optional<String> csv) {
  public PlotBlock {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
