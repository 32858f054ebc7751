package ki.testbed.rules.bundle;

import java.util.ArrayList;
import java.util.List;
import ki.testbed.protocol.Text;

/** Lines as they come. */
final class Checks {
  private final List<Line> lines = new ArrayList<>();

  List<Line> lines() {
    return lines;
  }

  void add(Line.Status status, String what, String de, String en) {
    lines.add(new Line(status, what, new Text(de, en)));
  }

  void failed(String what, String de, String en) {
    add(Line.Status.FAILED, what, de, en);
  }

  /** Computed again, the same or not. */
  void recomputed(String what, boolean same, String value) {
    if (same) {
      add(Line.Status.RECOMPUTED, what, value, value);
    } else {
      failed(
          what,
          "neu berechnet kommt etwas anderes heraus: " + value,
          "computed again it is something else: " + value);
    }
  }

  void withheld(String what) {
    add(Line.Status.WITHHELD, what, "für diese Leser ausgelassen", "left out for these readers");
  }
}
