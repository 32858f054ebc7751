package ki.testbed.rules.label;

import static java.util.stream.Collectors.toSet;
import static ki.testbed.rules.label.MissionKi.SCHEME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import ki.testbed.protocol.Figure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped scheme against what was read from the standard; that is not part of the project. */
class ReferenceTests {
  private static final Path REFERENCE = Figure.root().resolve("../shared/data/label");

  @BeforeEach
  void referenceIsThere() {
    assumeTrue(
        Files.isDirectory(REFERENCE),
        "the reference is not part of the project and is not beside it: ../shared/data/label");
  }

  @Test
  void indicatorsHaveTheirCodesAndAttributes() {
    Set<String> expected =
        read("mki_indicators.json").path("indicators").values().stream()
            .map(one ->
                String.join(
                    "|",
                    one.path("id").asString(),
                    one.path("dimension").asString(),
                    one.path("criterion").asString(),
                    one.path("portal_criterion_type_id").asString(),
                    one.path("kind").asString(),
                    one.path("reference").asString(),
                    one.path("weighting").asString(),
                    one.path("measurability").asString()))
            .collect(toSet());
    assertThat(SCHEME.indicators().stream().map(ReferenceTests::line))
        .hasSize(75)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String line(Indicator one) {
    LabelCriterion criterion = SCHEME.criterion(one.criterion()).orElseThrow();
    return String.join(
        "|",
        one.code(),
        criterion.dimension(),
        criterion.code(),
        criterion.externalIds().get("criterion_type_id"),
        one.kind().name().de(),
        one.scope().name().de(),
        one.weighting().name().de(),
        one.measurability().name());
  }

  @Test
  void indicatorsWithTheSameOfficialTitleAreOneGroup() {
    // of the groups that the titles alone show; the rest of 2.3 differs by a few words
    var titles = new java.util.HashMap<String, Set<String>>();
    for (JsonNode one : read("mki_indicators.json").path("indicators").values()) {
      if (!one.path("kind").asString().equals("Bewertung")) {
        titles
            .computeIfAbsent(one.path("title_de").asString(), _ -> new HashSet<>())
            .add(one.path("id").asString());
      }
    }
    assertThat(titles.values().stream().filter(group -> group.size() > 1))
        .isNotEmpty()
        .allSatisfy(group -> {
          String first = group.iterator().next();
          Set<String> own = new HashSet<>(SCHEME.indicator(first).orElseThrow().sameAs());
          own.add(first);
          assertThat(own).containsAll(group);
        });
  }

  @Test
  void methodsHaveTheirNumbersAndIndicators() {
    Set<String> expected =
        read("mki_methods.json").values().stream()
            .map(one ->
                one.path("id").asInt()
                    + " "
                    + Stream.of(one.path("indicators"))
                        .flatMap(list -> list.values().stream())
                        .map(code -> renamed(code.asString()))
                        .sorted()
                        .toList())
            .collect(toSet());
    assertThat(
            SCHEME.methods().stream()
                .map(one -> one.number() + " " + one.indicators().stream().sorted().toList()))
        .hasSize(118)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String renamed(String code) {
    return switch (code) {
      case "CY1.5" -> "CY2.2";
      case "CY1.6" -> "CY2.3";
      default -> code;
    };
  }

  @Test
  void questionsHaveTheirTypesAnswersAndInheritance() {
    Set<String> expected =
        read("mki_protection_needs.json").properties().stream()
            .flatMap(dimension -> dimension.getValue().values().stream())
            .map(one ->
                String.join(
                    "|",
                    one.path("id").asString(),
                    one.path("type").asString(),
                    one.path("criterion_type").asString(),
                    one.path("category").asString(),
                    one.path("answers").propertyNames().stream().sorted().toList().toString(),
                    one.path("inherits_from").isNull() ? "" : one.path("inherits_from").asString()))
            .collect(toSet());
    assertThat(SCHEME.questions().stream().map(ReferenceTests::line))
        .hasSize(100)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String line(NeedQuestion one) {
    return String.join(
        "|",
        one.id(),
        one.type().name(),
        type(one.criterion()),
        Integer.toString(one.category()),
        one.answers().keySet().stream().sorted().toList().toString(),
        one.inheritsFrom().map(ReferenceTests::type).orElse(""));
  }

  private static String type(String criterion) {
    return SCHEME.criterion(criterion).orElseThrow().externalIds().get("criterion_type_id");
  }

  private static JsonNode read(String name) {
    return JsonMapper.shared().readTree(REFERENCE.resolve(name).toFile());
  }
}
