package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DecimalTests {
  @ParameterizedTest
  @CsvSource({
    "0.9618,0.9618",
    "0.960,0.96",
    "100,100",
    "-0,0",
    "0.0,0",
    "1000000000000,1000000000000",
    "Infinity,Infinity",
    "-1.50,-1.5"
  })
  void textIsPlainWithoutTrailingZeros(String read, String shown) {
    assertThat(Decimal.parse(read)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1e3",
        ".5",
        "5.",
        "+1",
        "01",
        "-Infinity",
        "NaN",
        "1,5",
        " 1",
        "0x1",
        "1_000"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Decimal.isPlain(text)).isFalse();
  }

  @Test
  void nanosecondsAreExactMilliseconds() {
    assertThat(Decimal.ofNanosAsMillis(1_234_567)).hasToString("1.234567");
    assertThat(Decimal.ofNanosAsMillis(50_000_000)).hasToString("50");
    assertThat(Decimal.ofNanosAsMillis(0)).isEqualTo(Decimal.ZERO);
    assertThat(Decimal.ofNanosAsMillis(Long.MAX_VALUE)).isEqualTo(Decimal.INFINITY);
  }

  @Test
  void infinityIsAboveEveryNumberAndEqualToItself() {
    assertThat(Decimal.INFINITY)
        .isGreaterThan(Decimal.of(Long.MAX_VALUE))
        .isEqualByComparingTo(Decimal.INFINITY);
    assertThat(Decimal.of(1)).isLessThan(Decimal.INFINITY);
    assertThat(Decimal.INFINITY.toDouble()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Decimal.INFINITY.minus(Decimal.of(1))).isEmpty();
  }

  @Test
  void equalValuesAreEqualWhateverTheirScale() {
    assertThat(Decimal.of(new BigDecimal("0.50")))
        .isEqualTo(Decimal.parse("0.5"))
        .hasSameHashCodeAs(Decimal.of(0.5));
    assertThat(Decimal.parse("0.3").minus(Decimal.parse("0.1"))).contains(Decimal.parse("0.2"));
  }

  @Test
  void doublesBecomeTheirShortestText() {
    assertThat(Decimal.of(0.1)).hasToString("0.1");
    assertThat(Decimal.of(1e-7)).hasToString("0.0000001");
    assertThatThrownBy(() -> Decimal.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inJsonItIsAString() {
    var mapper = JsonMapper.builder().build();
    assertThat(mapper.writeValueAsString(Decimal.parse("0.95"))).isEqualTo("\"0.95\"");
    assertThat(mapper.readValue("\"Infinity\"", Decimal.class)).isEqualTo(Decimal.INFINITY);
  }
}
