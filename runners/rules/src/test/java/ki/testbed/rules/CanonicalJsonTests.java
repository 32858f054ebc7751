package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class CanonicalJsonTests {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Keys and order of RFC 8785, section 3.2.3. */
  @Test
  void keysAreSortedByTheirUtf16CodeUnits() {
    String rfc =
        """
        {"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
         "\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}\
        """;
    assertThat(MAPPER.readTree(canonical(rfc)).properties())
        .extracting(field -> field.getValue().stringValue())
        .containsExactly(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh");
  }

  /** Strings and literals of RFC 8785, section 3.2.2. */
  @Test
  void stringsAreEscapedAsLittleAsPossible() {
    assertThat(
            canonical(
                "{\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\"literals\":[null,true,false]}"))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void whiteSpaceAndOrderDoNotChangeTheHash() {
    assertThat(CanonicalJson.hash(MAPPER.readTree("{ \"b\" : [1, {}], \"a\" : [] }")))
        .isEqualTo(CanonicalJson.hash(MAPPER.readTree("{\"a\":[],\"b\":[1,{}]}")));
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740992,true",
    "-9007199254740992,true",
    "9007199254740993,false",
    "-9007199254740993,false",
    "123456789012345678901234567890,false",
    "0.95,false",
    "1.0,false",
    "1e3,false"
  })
  void onlyIntegersWithinTheExactRangeOfADoubleAreNumbers(String number, boolean accepted) {
    JsonNode document = MAPPER.readTree("{\"criteria\":[{\"a/b\":" + number + "}]}");
    if (accepted) {
      assertThat(canonical(document)).contains(number);
    } else {
      assertThatThrownBy(() -> CanonicalJson.bytes(document))
          .isInstanceOfSatisfying(
              NotCanonicalException.class,
              e -> assertThat(e.pointer()).isEqualTo("/criteria/0/a~1b"));
    }
  }

  @Test
  void halfASurrogatePairIsNoText() {
    JsonNode document = JsonNodeFactory.instance.objectNode().put("a", "\ud83d");
    assertThatThrownBy(() -> CanonicalJson.bytes(document))
        .hasMessageContaining("/a")
        .hasMessageContaining("surrogate");
    assertThat(canonical(JsonNodeFactory.instance.stringNode("\ud83d\ude00")))
        .isEqualTo("\"\ud83d\ude00\"");
  }

  private static String canonical(String json) {
    return canonical(MAPPER.readTree(json));
  }

  private static String canonical(JsonNode json) {
    return new String(CanonicalJson.bytes(json), StandardCharsets.UTF_8);
  }
}
