package ki.testbed.rules;

import ki.testbed.protocol.Text;

/** What of a measurement is compared with a threshold. */
enum Bound {
  VALUE("der Wert", "the value"),
  LOWER("die untere Schranke", "the lower bound"),
  UPPER("die obere Schranke", "the upper bound");

  private final Text name;

  Bound(String de, String en) {
    this.name = new Text(de, en);
  }

  Text text() {
    return name;
  }

  /** It, of a measurement that has bounds. */
  Decimal of(Measurement measurement) {
    return switch (this) {
      case VALUE -> measurement.value();
      case LOWER -> measurement.lower().orElseThrow();
      case UPPER -> measurement.upper().orElseThrow();
    };
  }
}
