package ki.testbed.rules.label;

import static ki.testbed.rules.label.Fulfilment.NO;
import static ki.testbed.rules.label.Fulfilment.NOT_APPLICABLE;
import static ki.testbed.rules.label.Fulfilment.OPEN;
import static ki.testbed.rules.label.Fulfilment.YES;
import static ki.testbed.rules.label.MissionKi.SCHEME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of the standard's open question, and what is made of them. */
class AggregationTests {
  @ParameterizedTest
  @CsvSource({
    "'2 3 1 3 2 3 2', 2..2, 1..1, 3..3", // mixed: floor(7/3) = 2
    "'0 0 0 3 0 0 0', 0..0, 0..0, 3..3", // the defect: A from six D
    "'2 3 1 3 2 3 -', 0..2, 0..1, 3..3", // VE1.7 open
    "'- - - - - - -', 0..3, 0..3, 0..0",
    "'3 3 2 3 3 3 3', 2..2, 2..2, 3..3", // floor(8/3) = 2; half up would be 3
    "'- - 1 2 - 2 -', 0..1, 0..1, 2..2", // mean 5/3: only means are rated, half up
    "'- - 1 2 - - -', 0..2, 0..1, 2..2", // 1.5 half up is 2, half even too
    "'- - 0 1 - - -', 0..1, 0..0, 1..1" // 0.5 half up is 1, half even 0
  })
  void performanceUnderTheThreePolicies(String levels, String cap, String min, String portal) {
    assertThat(range(Policy.CAP_1, "VE1", levels)).isEqualTo(cap);
    assertThat(range(Policy.MIN_1, "VE1", levels)).isEqualTo(min);
    assertThat(range(Policy.PORTAL_0_3_4, "VE1", levels)).isEqualTo(portal);
  }

  @Test
  void aSideWithoutIndicatorsIsLeftOut() {
    assertThat(range(Policy.CAP_1, "DA3", "3 3 3 2 3 3")).isEqualTo("2..2");
    assertThat(range(Policy.CAP_1, "CY2", "3 3 3 3")).isEqualTo("3..3");
  }

  @Test
  void theMinimalwertCountsInTheMean() {
    assertThat(range(Policy.CAP_1, "DA2", "1 3 3 3 2 3 3")).isEqualTo("1..1"); // floor(3/2)
  }

  @Test
  void aClassIsComparedWithItsTarget() {
    assertThat(fulfilled(new LevelRange(2, 3), new Target.AtLeast(2))).isEqualTo(YES);
    assertThat(fulfilled(new LevelRange(0, 1), new Target.AtLeast(2))).isEqualTo(NO);
    assertThat(fulfilled(new LevelRange(1, 2), new Target.AtLeast(2))).isEqualTo(OPEN);
    assertThat(fulfilled(new LevelRange(0, 3), new Target.Open())).isEqualTo(OPEN);
    assertThat(fulfilled(new LevelRange(0, 0), new Target.NotRelevant())).isEqualTo(NOT_APPLICABLE);
  }

  @Test
  void aDimensionMayFailThoughItsRowsAreFulfilled() {
    DimensionResult reliability =
        Aggregation.of("VE", List.of(row("VE1", 3, 3, 3), row("VE2", 1, 1, 1)));
    assertThat(reliability.rows()).extracting(LabelCriterionResult::fulfilled).containsOnly(YES);
    assertThat(reliability.rating()).contains(new LevelRange(1, 1));
    assertThat(reliability.target()).hasValue(3);
    assertThat(reliability.passed()).isEqualTo(NO);
  }

  @Test
  void aDimensionIsOpenWhileUndecided() {
    assertThat(Aggregation.of("VE", List.of(row("VE1", 1, 3, 2), row("VE2", 3, 3, 2))).passed())
        .isEqualTo(OPEN);
    assertThat(Aggregation.of("VE", List.of(row("VE1", 3, 3, 2), open("VE2"))).passed())
        .isEqualTo(OPEN);
    assertThat(Aggregation.of("VE", List.of(row("VE1", 1, 1, 2), open("VE2"))).passed())
        .as("VE2 can only make it worse")
        .isEqualTo(NO);
  }

  @Test
  void labelCriteriaThatAreNotRelevantDoNotCount() {
    var left =
        LabelCriterionResult.of(
            "TR2", new LevelRange(0, 0), new Target.NotRelevant(), Policy.CAP_1);
    assertThat(Aggregation.of("TR", List.of(row("TR1", 2, 2, 2), left)).passed()).isEqualTo(YES);
    assertThat(Aggregation.of("ND", List.of(left)).passed()).isEqualTo(NOT_APPLICABLE);
  }

  @Test
  void aSchemeOfSevenLevelsAndARequestedProfileNeedsNoOtherCode() {
    LabelScheme toy = MissionKi.toy("toy");
    var ratings = new Ratings(Map.of("T1.1", 6, "T1.2", 4, "T1.3", 3, "T2.1", 5));
    Map<String, Target> profile = Map.of("T1", new Target.AtLeast(4), "T2", new Target.AtLeast(5));
    List<DimensionResult> results =
        Aggregation.of(toy, toy.policies().getFirst(), ratings, profile);
    assertThat(results)
        .singleElement()
        .satisfies(transparency -> {
          assertThat(transparency.rows())
              .extracting(LabelCriterionResult::range)
              .containsExactly(new LevelRange(3, 3), new LevelRange(5, 5));
          assertThat(transparency.rows())
              .extracting(LabelCriterionResult::fulfilled)
              .containsExactly(NO, YES);
          assertThat(transparency.passed()).isEqualTo(NO);
        });
    assertThat(Policy.CAP_1.apply(toy, toy.indicatorsOf("T2"), new Ratings(Map.of())))
        .isEqualTo(new LevelRange(0, 6));
    assertThat(toy.level(6)).map(Level::code).contains("A");
  }

  private static LabelCriterionResult row(String code, int low, int high, int target) {
    return LabelCriterionResult.of(
        code, new LevelRange(low, high), new Target.AtLeast(target), Policy.CAP_1);
  }

  private static LabelCriterionResult open(String code) {
    return LabelCriterionResult.of(code, new LevelRange(0, 3), new Target.Open(), Policy.CAP_1);
  }

  private static Fulfilment fulfilled(LevelRange range, Target target) {
    return LabelCriterionResult.of("X", range, target, Policy.CAP_1).fulfilled();
  }

  private static String range(Policy policy, String criterion, String levels) {
    List<Indicator> own = SCHEME.indicatorsOf(criterion);
    List<String> given = Arrays.asList(levels.split(" "));
    assertThat(given).hasSameSizeAs(own);
    Map<String, Integer> rated = new HashMap<>();
    IntStream.range(0, own.size())
        .filter(i -> !given.get(i).equals("-"))
        .forEach(i -> rated.put(own.get(i).code(), Integer.parseInt(given.get(i))));
    LevelRange range = policy.apply(SCHEME, own, new Ratings(rated));
    return range.low() + ".." + range.high();
  }
}
