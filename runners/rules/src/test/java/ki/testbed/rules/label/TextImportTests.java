package ki.testbed.rules.label;

import static ki.testbed.rules.label.MissionKi.SCHEME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Official texts come in by codes and attributes, never by numbers of dimensions. */
class TextImportTests {
  private static final String COMMIT = "1503f7b".repeat(6).substring(0, 40);

  @Test
  void textsOfAllIndicatorsComeInWithBreaksAndWithoutMarkup() {
    OfficialTexts texts = accepted(UnaryOperator.identity());
    assertThat(texts.levels()).hasSize(75);
    assertThat(texts.levels().get("VE1.5"))
        .containsEntry("A", "A of VE1.5\nand more")
        .containsEntry("D", "D of VE1.5\nand more");
    assertThat(texts.commit()).isEqualTo(COMMIT);
    assertThat(texts.scheme()).isEqualTo("mission-ki/1");
    assertThat(texts.sha256()).isEqualTo(Sha256.of(file(UnaryOperator.identity())));
  }

  @Test
  void dimensionsMayBeNumberedInAnyOrder() {
    assertThat(
            accepted(text -> text.replace("\"CY\":", "\"10\":").replace("\"VE\":", "\"60\":"))
                .levels())
        .isEqualTo(accepted(UnaryOperator.identity()).levels());
  }

  @Test
  void aLevelWithoutTextIsNoFinding() {
    assertThat(
            accepted(text -> text.replace("D of VE1.6<br/>and <b>more</b>", ""))
                .levels()
                .get("VE1.6"))
        .containsEntry("D", "");
  }

  @Test
  void otherAttributesNeedANewVersionOfTheScheme() {
    assertThat(refused(text -> text.replaceFirst("\"Minimalwert\"", "\"Normal\"")))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.code()).isEqualTo(TextFinding.Code.SCHEME_ATTRIBUTES_DIFFER);
          assertThat(finding.at()).isEqualTo("DA2.1");
          assertThat(finding.text().en()).isEqualTo("weighting: Normal instead of Minimalwert");
        });
    assertThat(refused(text -> text.replaceFirst("\"Bewertung\"", "\"Analyse\"")))
        .extracting(TextFinding::code)
        .containsExactly(TextFinding.Code.SCHEME_ATTRIBUTES_DIFFER);
    assertThat(refused(text -> text.replaceFirst("\"System/Komponente\"", "\"System\"")))
        .extracting(TextFinding::code)
        .containsExactly(TextFinding.Code.SCHEME_ATTRIBUTES_DIFFER);
  }

  @Test
  void otherCodesAreRefused() {
    assertThat(refused(text -> text.replaceFirst("\"VE1.5\"", "\"VE1.9\"")))
        .extracting(TextFinding::code)
        .containsOnly(TextFinding.Code.SCHEME_CODES_DIFFER);
    assertThat(refused(text -> text.replaceFirst("\"VE1.5\"", "\"VE1.9\"")))
        .extracting(TextFinding::at)
        .containsExactly("VE1.9");
    assertThat(refused(TextImportTests::withoutLast))
        .extracting(TextFinding::code, TextFinding::at)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(TextFinding.Code.SCHEME_CODES_DIFFER, "VE2.7"));
  }

  private static String withoutLast(String text) {
    var json = (ObjectNode) JsonMapper.shared().readTree(text);
    ((ObjectNode) json.at("/VE/criteria/1/indicators")).remove("VE2.7");
    return json.toString();
  }

  @Test
  void whatIsNoSuchFileIsRefused() {
    assertThat(refused(_ -> "{"))
        .extracting(TextFinding::code)
        .containsOnly(TextFinding.Code.TEXTS_UNREADABLE);
    assertThat(refused(_ -> "[]"))
        .extracting(TextFinding::code)
        .contains(TextFinding.Code.TEXTS_UNREADABLE);
    assertThat(refused(_ -> " ".repeat(OfficialTexts.MAX_BYTES + 1))).hasSize(1);
  }

  @Test
  void aCommitIsNamedInFull() {
    assertThatThrownBy(
            () -> TextImport.read(SCHEME, file(UnaryOperator.identity()), "1503f7b", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OfficialTexts accepted(UnaryOperator<String> change) {
    OfficialTexts.Imported imported = TextImport.read(SCHEME, file(change), COMMIT, "portal");
    assertThat(imported).isInstanceOf(OfficialTexts.Imported.Accepted.class);
    return ((OfficialTexts.Imported.Accepted) imported).texts();
  }

  private static List<TextFinding> refused(UnaryOperator<String> change) {
    OfficialTexts.Imported imported = TextImport.read(SCHEME, file(change), COMMIT, "portal");
    assertThat(imported).isInstanceOf(OfficialTexts.Imported.Refused.class);
    return ((OfficialTexts.Imported.Refused) imported).findings();
  }

  /** A file in the official form, with texts of our own. */
  private static byte[] file(UnaryOperator<String> change) {
    ObjectNode file = JsonMapper.shared().createObjectNode();
    for (Dimension dimension : SCHEME.dimensions()) {
      var criteria = file.putObject(dimension.code()).putArray("criteria");
      for (LabelCriterion criterion : dimension.criteria()) {
        ObjectNode one = criteria.addObject().put("index", 1);
        one.put(
            "criterion_type_id",
            Integer.parseInt(criterion.externalIds().get("criterion_type_id")));
        ObjectNode indicators = one.putObject("indicators");
        for (Indicator indicator : SCHEME.indicatorsOf(criterion.code())) {
          ObjectNode texts = indicators.putObject(indicator.code()).put("title", "cut o");
          SCHEME
              .levels()
              .forEach(level ->
                  texts.put(
                      level.code(),
                      level.code() + " of " + indicator.code() + "<br/>and <b>more</b>"));
          texts.put("type", indicator.kind().name().de());
          texts.put("reference", indicator.scope().name().de());
          texts.put("weighting", indicator.weighting().name().de());
        }
      }
    }
    return change.apply(file.toString()).getBytes(StandardCharsets.UTF_8);
  }
}
