package ki.testbed.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** How a value is compared with a threshold. */
public enum Operator {
  AT_LEAST(">="),
  ABOVE(">"),
  AT_MOST("<="),
  BELOW("<"),
  EQUAL("==");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /**
   * Reads {@code >=}, {@code >}, {@code <=}, {@code <} or {@code ==}.
   *
   * @throws IllegalArgumentException for anything else
   */
  @JsonCreator
  public static Operator parse(String symbol) {
    return Arrays.stream(values())
        .filter(one -> one.symbol.equals(symbol))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an operator is one of >= > <= < =="));
  }

  /** As a plan writes it. */
  @JsonValue
  public String symbol() {
    return symbol;
  }

  /** Whether a value meets a threshold under this operator. */
  public boolean test(Decimal value, Decimal threshold) {
    int order = value.compareTo(threshold);
    return switch (this) {
      case AT_LEAST -> order >= 0;
      case ABOVE -> order > 0;
      case AT_MOST -> order <= 0;
      case BELOW -> order < 0;
      case EQUAL -> order == 0;
    };
  }
}
