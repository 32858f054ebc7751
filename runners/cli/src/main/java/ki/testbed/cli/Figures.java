package ki.testbed.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.JsonNode;

/** Numbers for reading. Files and {@code --output json} have the exact ones. */
final class Figures {
  private static final MathContext READABLE = new MathContext(4);
  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  private Figures() {}

  /** Four significant digits, without an exponent; "-" where there is no number. */
  static String number(JsonNode node) {
    return node.isNumber() ? number(node.decimalValue()) : node.asString("-");
  }

  static String number(BigDecimal value) {
    var rounded =
        value.precision() - value.scale() > READABLE.getPrecision()
            ? value.setScale(0, java.math.RoundingMode.HALF_EVEN)
            : value.round(READABLE);
    return rounded.stripTrailingZeros().toPlainString();
  }

  static String mebibytes(JsonNode bytes) {
    return bytes.isNumber()
        ? number(bytes.decimalValue().divide(MEBIBYTE, MathContext.DECIMAL64))
        : "-";
  }

  /** A confidence as a percentage. */
  static String percent(JsonNode share) {
    return share.isNumber() ? number(share.decimalValue().movePointRight(2)) + " %" : "-";
  }

  static String interval(JsonNode estimate) {
    return "[" + number(estimate.path("ciLow")) + ", " + number(estimate.path("ciHigh")) + "]";
  }
}
