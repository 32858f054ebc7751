package ki.testbed.evidence.plot;

import java.util.Locale;

/** How large, in CSS pixels; text keeps its size, so each width has a picture of its own. */
public enum PlotSize {
  /** Beside text on a desk. */
  WIDE(760, 340),
  /** On a phone. */
  NARROW(328, 300);

  final int width;
  final int height;

  PlotSize(int width, int height) {
    this.width = width;
    this.height = height;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
