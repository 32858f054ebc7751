package ki.testbed.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import ki.testbed.protocol.Text;

/** How a value is compared with a threshold. */
public enum Operator {
  AT_LEAST(">=", "mindestens", "at least"),
  ABOVE(">", "über", "above"),
  AT_MOST("<=", "höchstens", "at most"),
  BELOW("<", "unter", "below"),
  EQUAL("==", "gleich", "equal to");

  private final String symbol;
  private final Text words;

  Operator(String symbol, String de, String en) {
    this.symbol = symbol;
    this.words = new Text(de, en);
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

  /** In words, between "is" and the threshold. */
  Text words() {
    return words;
  }

  /** Whether more is better. */
  boolean wantsMore() {
    return this == AT_LEAST || this == ABOVE;
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
