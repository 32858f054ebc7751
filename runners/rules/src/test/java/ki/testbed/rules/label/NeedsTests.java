package ki.testbed.rules.label;

import static ki.testbed.rules.label.MissionKi.SCHEME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.label.NeedQuestion.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Protection needs: gates, basic and further questions, inheritance. */
class NeedsTests {
  private final Map<String, Integer> answers = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "'2 1 2', '3 3 3 2 2', 3", // r(2.6)=3 > 2; r(1.67)=2; r(2.5)=3, half even gives 2
    "'1 2 1 1', '3 3 3 1 3 2', 2", // r(2.5)=3, r(1.25)=1, r(2)=2
    "'3 1', '', 3", // max(G) of nothing else
    "'1 1', '1 2', 2", // r(1.5)=2 > 1; r(1)=1; r(1.5)=2, half even gives 2, half down 1
    "'2 2', '1 1', 2", // max(G) is more
    "'2', '2 2', 2", // equal counts as enough
    "'', '1 2', 2", // only further ones: r(1.5)
    "'1', '3 2', 2" // r(2.5)=3, half even 2 would give r(1.5)=2 as well
  })
  void needsFollowTheFormula(String basic, String further, int need) {
    assertThat(NeedFormula.of(numbers(basic), numbers(further))).isEqualTo(need);
  }

  @ParameterizedTest
  @CsvSource({"5, 2, 3", "3, 2, 2", "1, 2, 1", "5, 3, 2", "4, 3, 1", "10, 4, 3", "0, 1, 0"})
  void halvesAreRoundedUp(int sum, int count, int rounded) {
    assertThat(HalfUp.quotient(sum, count)).isEqualTo(rounded);
  }

  @Test
  void theWorkedExampleOfReliabilityAndWhatOversightInherits() {
    worked();
    gates("MA2", 3);
    gates("MA1", 1);
    answer("MA2", Type.GF, "1"); // beside the two inherited ones
    assertThat(need("VE1")).isEqualTo(new NeedResult.Value.Need(2));
    assertThat(need("VE2")).isEqualTo(new NeedResult.Value.Need(3));
    assertThat(need("MA2")).isEqualTo(new NeedResult.Value.Need(3));
    assertThat(need("MA1")).isEqualTo(new NeedResult.Value.NotRelevant());
  }

  @Test
  void anInheritedThreeSparesTheNeighbourItsFurtherQuestions() {
    worked();
    gates("MA2", 3);
    gates("MA1", 3);
    answer("MA2", Type.GF, "1");
    answer("MA1", Type.GF, "1");
    assertThat(need("MA1")).as("no EF asked").isEqualTo(new NeedResult.Value.Need(1));
    answer("MA1", Type.EF, "3 3 3");
    assertThat(need("MA1")).as("and none counted").isEqualTo(new NeedResult.Value.Need(1));
    gates("MA2", 1);
    assertThat(need("MA1"))
        .as("now they count: r(3) > 1, r((3+1)/2)")
        .isEqualTo(new NeedResult.Value.Need(2));
  }

  @Test
  void aThreeAmongBasicAnswersOfTheDimensionSparesFurtherQuestions() {
    answer("VE2", Type.GF, "2 1 2");
    answer("VE1", Type.GF, "1 2 1 1");
    assertThat(need("VE2")).isInstanceOf(NeedResult.Value.Open.class);
    answers.put("VE-Z13", 3);
    assertThat(need("VE2")).isEqualTo(new NeedResult.Value.Need(3));
    assertThat(need("VE1")).isEqualTo(new NeedResult.Value.Need(2));
  }

  @Test
  void furtherQuestionsOfALabelCriterionWithoutBasicOnesAreAlwaysAsked() {
    worked();
    gates("DA2", 3);
    gates("DA3", 3);
    gates("ND1", 1);
    answer("DA2", Type.GF, "3 3 1 1 1");
    assertThat(need("DA2")).isEqualTo(new NeedResult.Value.Need(3));
    assertThat(need("DA3")).isEqualTo(new NeedResult.Value.Open(List.of("DA-Z31")));
    answers.put("DA-Z31", 2);
    assertThat(need("DA3")).isEqualTo(new NeedResult.Value.Need(2));
    assertThat(need("DA1"))
        .as("inherits 2 and 3, ND1 left out")
        .isEqualTo(new NeedResult.Value.Need(3));
  }

  @Test
  void nothingMoreIsAskedOnceTheGateIsClosed() {
    gates("DA2", 1);
    assertThat(need("DA2")).isEqualTo(new NeedResult.Value.NotRelevant());
    gates("TR2", 1);
    answers.put("TR-Z12", 3);
    assertThat(need("TR2"))
        .as("one of two gates is open")
        .isInstanceOf(NeedResult.Value.Open.class);
    answers.remove("TR-Z12");
    assertThat(need("TR2")).isEqualTo(new NeedResult.Value.Open(List.of("TR-Z12")));
  }

  @Test
  void anOpenSourceLeavesItsHeirsOpenAndNamesWhatIsMissing() {
    worked();
    answers.remove("VE-Z12");
    gates("MA2", 3);
    answer("MA2", Type.GF, "3");
    assertThat(need("VE1")).isEqualTo(new NeedResult.Value.Open(List.of("VE-Z12")));
    assertThat(need("MA2")).isEqualTo(new NeedResult.Value.Open(List.of("VE-Z12")));
  }

  @Test
  void anAnswerTheQuestionDoesNotAllowIsNone() {
    worked();
    answers.put("VE-Z14", 3); // health: 2 or 1
    assertThat(need("VE1")).isEqualTo(new NeedResult.Value.Open(List.of("VE-Z14")));
  }

  @Test
  void theHashChangesWithWhatTheNeedFollowsFromOnly() {
    worked();
    Sha256 hash = result("VE1").answersHash();
    answers.put("DA-Z12", 3);
    assertThat(result("VE1").answersHash()).isEqualTo(hash);
    answers.put("VE-Z20", 1);
    assertThat(result("VE1").answersHash()).isNotEqualTo(hash);
  }

  @Test
  void theHighestNeedDemandsTheValidationAndEachItsLevel() {
    assertThat(Needs.validation(SCHEME, results())).isEqualTo(Validation.OPTIONAL);
    worked();
    assertThat(Needs.validation(SCHEME, results())).isEqualTo(Validation.MANDATORY);
    assertThat(Needs.targets(SCHEME, results()))
        .containsEntry("VE1", new Target.AtLeast(2))
        .containsEntry("VE2", new Target.AtLeast(3))
        .containsEntry("CY1", new Target.Open())
        .hasSize(12);
  }

  /** VE1: G 1,2,1,1, E 3,3,3,1,3,2; VE2: G 2,1,2, E 3,3,3,2,2. */
  private void worked() {
    answer("VE1", Type.GF, "1 2 1 1");
    answer("VE2", Type.GF, "2 1 2");
    answer("VE1", Type.EF, "3 3 3 1 3 2");
    answer("VE2", Type.EF, "3 3 3 2 2");
  }

  private void gates(String criterion, int answer) {
    questions(criterion, Type.AF).forEach(one -> answers.put(one.id(), answer));
  }

  private void answer(String criterion, Type type, String values) {
    List<Integer> numbers = numbers(values);
    List<NeedQuestion> questions =
        questions(criterion, type).stream().filter(one -> one.inheritsFrom().isEmpty()).toList();
    assertThat(questions).hasSameSizeAs(numbers);
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(questions.get(i).answers()).containsKey(numbers.get(i));
      answers.put(questions.get(i).id(), numbers.get(i));
    }
  }

  private static List<NeedQuestion> questions(String criterion, Type type) {
    return SCHEME.questions().stream()
        .filter(one -> one.criterion().equals(criterion) && one.type() == type)
        .toList();
  }

  private NeedResult.Value need(String criterion) {
    return result(criterion).value();
  }

  private NeedResult result(String criterion) {
    return results().stream()
        .filter(one -> one.criterion().equals(criterion))
        .findFirst()
        .orElseThrow();
  }

  private List<NeedResult> results() {
    return Needs.of(SCHEME, new NeedAnswers(answers));
  }

  private static List<Integer> numbers(String text) {
    return Arrays.stream(text.split(" "))
        .filter(one -> !one.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }
}
