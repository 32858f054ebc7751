package ki.testbed.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StrictYamlTests {
  @Test
  void plainDataBecomeATree() {
    JsonNode tree = read("name: x\nports: [1, 2]\nnested:\n  yes: true\n  none:\n  text: 'true'\n");
    assertThat(tree)
        .hasToString(
            "{\"name\":\"x\",\"ports\":[1,2],\"nested\":{\"yes\":true,\"none\":null,\"text\":\"true\"}}");
  }

  @Test
  void anUnquotedDecimalIsSeenAndAQuotedOneIsText() {
    JsonNode tree =
        read("bare: 0.95\nquoted: \"0.95\"\ncount: 3\nversion: 1.10\nbig: 123456789012345678901\n");
    assertThat(tree.get("bare").isNumber()).isTrue();
    assertThat(tree.get("bare").isIntegralNumber()).isFalse();
    assertThat(tree.get("quoted").isString()).isTrue();
    assertThat(tree.get("count").isIntegralNumber()).isTrue();
    assertThat(tree.get("version").decimalValue()).hasToString("1.10");
    assertThat(tree.get("big").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "no",
        "on",
        "off",
        "True",
        "NULL",
        "~",
        ".5",
        "+1",
        "0x10",
        "0o7",
        "1_000",
        ".inf",
        ".nan",
        "12:30:45",
        "2026-01-01"
      })
  void onlyTheJsonSchemaGivesWordsAMeaning(String word) {
    assertThat(read("a: " + word).get("a").stringValue()).isEqualTo(word);
  }

  @Test
  void aSyntaxErrorNamesItsPlace() {
    assertThat(messages("a: 1\nb:\n  c: 2\n d: 3\n"))
        .containsExactly("Not valid YAML: line 4, column 2.");
    assertThat(messages("a: [1, 2")).singleElement().asString().contains("line 1");
    assertThat(messages("a: \u0007")).singleElement().asString().startsWith("Not valid YAML");
  }

  @Test
  void whatStrictYamlForbidsIsNamedAllAtOnce() {
    assertThat(messages("a: &x 1\nb: *x\nc: !!str 2\nd: !mine {}\na: 3\n? [k]\n: 1\n"))
        .containsExactly(
            "Not valid YAML: line 1, column 4: anchors are not allowed.",
            "Not valid YAML: line 2, column 4: aliases are not allowed.",
            "Not valid YAML: line 3, column 4: tags with ! are not allowed.",
            "Not valid YAML: line 4, column 4: tags with ! are not allowed.",
            "Not valid YAML: line 5, column 1: the field `a` is there twice.",
            "Not valid YAML: line 6, column 3: the name of a field must be a word.");
    assertThat(messages("a: 1\n---\nb: 2\n"))
        .singleElement()
        .asString()
        .contains("second document");
    assertThat(messages("")).singleElement().asString().contains("empty");
    assertThat(messages("# only a remark\n")).singleElement().asString().contains("empty");
  }

  @Test
  void sizeAndDepthAreBounded() {
    assertThat(read("a: " + "x".repeat(StrictYaml.MAX_BYTES - 3)).get("a").stringValue())
        .hasSize(StrictYaml.MAX_BYTES - 3);
    assertThat(messages("a: " + "x".repeat(StrictYaml.MAX_BYTES - 2)))
        .singleElement()
        .asString()
        .contains("64 KiB");
    assertThat(messages("a: " + "\u00e4".repeat(StrictYaml.MAX_BYTES / 2)))
        .singleElement()
        .asString()
        .contains("64 KiB");
    assertThat(read("[".repeat(16) + "]".repeat(16)).isArray()).isTrue();
    assertThat(messages("[".repeat(17) + "]".repeat(17)))
        .singleElement()
        .asString()
        .contains("line 1, column 17: more than 16 levels");
    assertThat(messages("[".repeat(60_000)))
        .singleElement()
        .asString()
        .contains("more than 16 levels");
  }

  @Test
  void textOfTheSubmitterIsEscapedInMessages() {
    assertThat(messages("\"a\\x1b`\": 1\n\"a\\x1b`\": 2\n"))
        .singleElement()
        .asString()
        .contains("`a\\u{1b}\\u{60}`");
  }

  private static JsonNode read(String yaml) {
    var checked = StrictYaml.read(yaml, "M001");
    assertThat(checked.findings()).isEmpty();
    return checked.value().orElseThrow();
  }

  private static List<String> messages(String yaml) {
    var checked = StrictYaml.read(yaml, "P001");
    assertThat(checked.accepted()).isFalse();
    assertThat(checked.findings())
        .allSatisfy(finding -> assertThat(finding.id()).isEqualTo("P001"));
    return checked.findings().stream().map(finding -> finding.message().en()).toList();
  }
}
