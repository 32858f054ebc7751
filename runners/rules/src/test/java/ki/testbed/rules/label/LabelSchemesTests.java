package ki.testbed.rules.label;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static ki.testbed.rules.label.MissionKi.SCHEME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped scheme is the whole standard, and a file that is not is refused. */
class LabelSchemesTests {
  @Test
  void theStandardIsThereInFull() {
    assertThat(SCHEME.dimensions())
        .extracting(Dimension::code)
        .containsExactly("DA", "ND", "TR", "MA", "CY", "VE");
    assertThat(SCHEME.criteria().count()).isEqualTo(12);
    assertThat(SCHEME.indicators()).hasSize(75);
    assertThat(SCHEME.questions()).hasSize(100);
    assertThat(SCHEME.methods()).hasSize(118);
    assertThat(by(one -> one.kind().name().de()))
        .isEqualTo(Map.of("Maßnahme", 36L, "Analyse", 27L, "Bewertung", 12L));
    assertThat(by(one -> one.scope().name().de()))
        .isEqualTo(Map.of("System", 40L, "System/Komponente", 25L, "Komponente", 10L));
    assertThat(by(one -> one.weighting().name().de()))
        .isEqualTo(Map.of("Maximalwert", 49L, "Normal", 25L, "Minimalwert", 1L));
    assertThat(by(one -> one.measurability().name()))
        .isEqualTo(Map.of("MEASURED", 12L, "SUPPORTED", 26L, "DOCUMENT_ONLY", 37L));
  }

  @ParameterizedTest
  @CsvSource({
    "DA1,10,false,4,1,0", "DA2,11,true,5,1,1", "DA3,12,true,6,0,0", "ND1,20,true,4,5,0",
    "TR1,30,false,6,2,0", "TR2,31,true,2,2,0", "MA1,40,true,4,3,0", "MA2,41,true,4,1,0",
    "CY1,60,false,3,3,0", "CY2,61,true,4,0,0", "VE1,50,false,4,3,0", "VE2,51,false,3,4,0"
  })
  void eachLabelCriterionHasItsTypeGateAndWeightings(
      String code, String type, boolean gated, long maximum, long normal, long minimum) {
    LabelCriterion criterion = SCHEME.criterion(code).orElseThrow();
    assertThat(criterion.externalIds()).isEqualTo(Map.of("criterion_type_id", type));
    assertThat(criterion.gated()).isEqualTo(gated);
    List<Indicator> own = SCHEME.indicatorsOf(code);
    assertThat(
            Stream.of("MAXIMUM", "NORMAL", "MINIMUM")
                .map(weighting ->
                    own.stream().filter(one -> one.weighting().code().equals(weighting)).count()))
        .containsExactly(maximum, normal, minimum);
    assertThat(own.getLast().kind().assessment()).isTrue();
    assertThat(own.getLast().sameAs()).isEmpty();
  }

  @Test
  void identicalIndicatorsKnowEachOther() {
    assertThat(
            SCHEME.indicators().stream()
                .filter(one -> !one.sameAs().isEmpty())
                .map(one ->
                    Stream.concat(Stream.of(one.code()), one.sameAs().stream()).collect(toSet()))
                .collect(toSet()))
        .isEqualTo(
            Set.of(
                Set.of("VE1.6", "MA2.3", "DA1.4", "ND1.8"),
                Set.of("CY2.2", "DA2.4", "DA3.4"),
                Set.of("CY2.3", "DA2.3", "DA3.3"),
                Set.of("CY1.4", "VE2.6", "DA2.5", "DA3.5"),
                Set.of("DA1.1", "TR1.5"),
                Set.of("DA2.6", "MA1.3"),
                Set.of("MA1.1", "MA2.1"),
                Set.of("ND1.7", "MA1.4")));
  }

  @Test
  void theMinimalwertIsWhereItIs() {
    assertThat(
            SCHEME.indicators().stream()
                .filter(one -> one.weighting().code().equals("MINIMUM"))
                .map(Indicator::code))
        .containsExactly("DA2.1");
  }

  @Test
  void everyTextIsThereInBothLanguages() {
    assertThat(
            Stream.of(
                    SCHEME.indicators().stream().map(Indicator::title),
                    SCHEME.items().stream().map(ObservableItem::text),
                    SCHEME.questions().stream().map(NeedQuestion::text),
                    SCHEME.questions().stream().flatMap(one -> one.answers().values().stream()),
                    SCHEME.criteria().map(LabelCriterion::name))
                .flatMap(Function.identity()))
        .allSatisfy(text -> {
          assertThat(text.de()).isNotBlank();
          assertThat(text.en()).isNotBlank();
        });
  }

  @Test
  void eachLevelWithItemsAlsoAsksAPerson() {
    assertThat(
            SCHEME.items().stream()
                .collect(groupingBy(one -> one.indicator() + one.level().code())))
        .isNotEmpty()
        .allSatisfy((_, items) ->
            assertThat(items)
                .filteredOn(one -> one.decidedBy() == ObservableItem.DecidedBy.HUMAN)
                .hasSize(1));
  }

  @Test
  void aChangedAttributeIsNoticedByItsCount() {
    assertRefused(
        "indicators.json",
        "\"code\": \"DA2.1\", \"criterion\": \"DA2\"",
        "\"code\": \"DA2.1\", \"criterion\": \"DA9\"",
        "no label criterion is called DA9");
    assertRefused(
        "indicators.json",
        "\"weighting\": \"MINIMUM\"",
        "\"weighting\": \"NORMAL\"",
        "weightings MINIMUM: 0 instead of 1");
    assertRefused(
        "indicators.json",
        "\"weighting\": \"MINIMUM\"",
        "\"weighting\": \"HEAVY\"",
        "no weighting is called HEAVY");
  }

  @Test
  void contradictionsBetweenFilesAreRefused() {
    assertRefused(
        "scheme.json",
        "[\"DA1.1\", \"TR1.5\"]",
        "[\"DA1.1\", \"VE1.6\"]",
        "member of sameAs twice: VE1.6");
    assertRefused(
        "scheme.json",
        "[\"DA1.1\", \"TR1.5\"]",
        "[\"DA1.5\", \"TR1.8\"]",
        "DA1.5 is an assessment");
    assertRefused("scheme.json", "\"MIN/1\"", "\"MAX/1\"", "no policy is called MAX/1");
    assertRefused(
        "scheme.json",
        "\"criterion_type_id\": \"12\"",
        "\"criterion_type_id\": \"11\"",
        "external id twice");
    assertRefused("items.json", "\"level\": \"C\"", "\"level\": \"E\"", "no level is called E");
    assertRefused(
        "needs.json",
        "\"criterion\": \"DA3\", \"category\": 0",
        "\"criterion\": \"DA1\", \"category\": 0",
        "gated label criteria");
    assertRefused("needs.json", "\"questions\"", "\"more\": 1, \"questions\"", "needs.json");
  }

  private static void assertRefused(String file, String old, String changed, String finding) {
    assertThatThrownBy(() ->
            LabelSchemes.read(
                MissionKi.with(
                    file,
                    text -> {
                      assertThat(text).contains(old);
                      return text.replace(old, changed);
                    })))
        .isInstanceOf(SchemeRefused.class)
        .hasMessageContaining(finding);
  }

  @Test
  void aSchemeThatIsNotShippedIsRefused() {
    assertThatThrownBy(() -> LabelSchemes.shipped("other/1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LabelSchemes.shipped("../1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, Long> by(Function<Indicator, String> attribute) {
    return SCHEME.indicators().stream().collect(groupingBy(attribute, counting()));
  }
}
