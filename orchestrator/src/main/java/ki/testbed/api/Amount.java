package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import ki.testbed.rules.Decimal;

/** A measured number in JSON: exactly its decimal, or the word {@code "Infinity"}. */
record Amount(Decimal decimal) {
  @JsonValue
  Object json() {
    return decimal.finite().<Object>map(Amount::plain).orElse("Infinity");
  }

  /** Without an exponent for whole numbers. */
  private static BigDecimal plain(BigDecimal value) {
    return value.scale() < 0 ? value.setScale(0) : value;
  }
}
