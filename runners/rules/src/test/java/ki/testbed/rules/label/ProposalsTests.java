package ki.testbed.rules.label;

import static ki.testbed.rules.label.MissionKi.SCHEME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.Operator;
import ki.testbed.rules.Repeats;
import ki.testbed.rules.Verdict;
import ki.testbed.rules.VerdictValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A measured value answers items; only a person sets a level. */
class ProposalsTests {
  private static final ObjectBinding OBJECT = object(1);
  private static final CheckAnswer HOLDS =
      new CheckAnswer(CheckAnswer.State.HOLDS, new Text("ja", "yes"), List.of());
  private static final CheckAnswer FAILS =
      new CheckAnswer(CheckAnswer.State.FAILS, new Text("nein", "no"), List.of());

  private final Map<String, CheckAnswer> checks = new HashMap<>();
  private final List<HumanAnswer> people = new ArrayList<>();

  @Test
  void withoutEvidenceEverythingIsOpenAndNothingIsTheLowestLevel() {
    assertThat(Proposals.of(SCHEME, checks, people, OBJECT))
        .hasSize(75)
        .allSatisfy(one -> {
          assertThat(one.state()).isEqualTo(Proposal.State.NONE);
          assertThat(one.level()).isEmpty();
        });
  }

  @Test
  void theHighestLevelUpToWhichAllHoldsIsOpenUntilAPersonAnswers() {
    hold("odd-given", "all-runs-done");
    assertThat(proposal("VE1.5")).isEqualTo("OPEN C");
    says("VE1.5-C-H", true);
    assertThat(proposal("VE1.5")).isEqualTo("PROPOSED C");
    hold("weaknesses-listed");
    assertThat(proposal("VE1.5")).isEqualTo("OPEN B");
    says("VE1.5-B-H", true);
    hold("odd-coverage", "shortcut-check");
    says("VE1.5-A-H", true);
    assertThat(proposal("VE1.5")).isEqualTo("PROPOSED A");
  }

  @Test
  void whatWasNotLookedAtDoesNotHold() {
    hold("odd-given", "weaknesses-listed", "odd-coverage", "shortcut-check");
    assertThat(proposal("VE1.5")).isEqualTo("NONE");
    checks.put("all-runs-done", FAILS);
    assertThat(proposal("VE1.5")).isEqualTo("NONE");
  }

  @Test
  void aPersonsNoLetsItFallBelowThatLevel() {
    hold("odd-given", "all-runs-done", "weaknesses-listed");
    says("VE1.5-C-H", true);
    says("VE1.5-B-H", false);
    assertThat(proposal("VE1.5")).isEqualTo("PROPOSED C");
    says("VE1.5-C-H", false);
    assertThat(proposal("VE1.5")).as("never the lowest level by itself").isEqualTo("NONE");
    says("VE1.5-C-H", true);
    says("VE1.5-B-H", true);
    assertThat(proposal("VE1.5")).as("the last answer counts").isEqualTo("PROPOSED B");
  }

  @Test
  void evidenceFansOutOverIdenticalIndicatorsButAnswersAndRatingsDoNot() {
    hold("attacks-some");
    assertThat(proposal("CY2.2")).isEqualTo("OPEN C");
    assertThat(proposal("DA2.4")).isEqualTo("OPEN C");
    assertThat(proposal("DA3.4")).isEqualTo("OPEN C");
    says("CY2.2-C-H", true);
    assertThat(proposal("CY2.2")).isEqualTo("PROPOSED C");
    assertThat(proposal("DA2.4")).isEqualTo("OPEN C");
    Standing standing =
        Standing.of(List.of(rating("CY2.2", 1, IndicatorRating.By.SUBMITTER, OBJECT)), OBJECT);
    assertThat(standing.ratings().levels()).isEqualTo(Map.of("CY2.2", 1));
  }

  @Test
  void modelCardAndProvenanceProposeNothing() {
    SCHEME.items().stream().flatMap(one -> one.check().stream()).forEach(this::hold);
    assertThat(proposal("TR1.4")).isEqualTo("NONE");
    assertThat(proposal("TR1.6")).isEqualTo("NONE");
    assertThat(
            SCHEME.indicators().stream()
                .filter(one -> !proposal(one.code()).equals("NONE"))
                .map(Indicator::code))
        .containsExactlyInAnyOrder(
            "VE1.2", "VE1.3", "VE1.4", "VE1.5", "VE1.6", "MA2.3", "DA1.4", "ND1.8", "VE2.5",
            "CY2.2", "DA2.4", "DA3.4", "ND1.3", "DA1.3", "TR1.7", "CY1.3");
  }

  @Test
  void anotherImagePlanOrDataMakesRatingsStaleAndAnswersCountNoMore() {
    hold("odd-given", "all-runs-done");
    says("VE1.5-C-H", true);
    ObjectBinding other = object(2);
    assertThat(Proposals.of(SCHEME, checks, people, other))
        .filteredOn(one -> one.indicator().equals("VE1.5"))
        .extracting(Proposal::state)
        .containsExactly(Proposal.State.OPEN);
    var rated = List.of(rating("VE1.5", 2, IndicatorRating.By.EXAMINER, OBJECT));
    assertThat(Standing.of(rated, other).stale()).isEqualTo(rated);
    assertThat(Standing.of(rated, other).ratings().levels()).isEmpty();
    var data = new ObjectBinding(OBJECT.imageDigest(), OBJECT.planHash(), Set.of());
    assertThat(Standing.of(rated, data).stale()).isEqualTo(rated);
  }

  @Test
  void anExaminersLevelStandsBeforeTheSubmitters() {
    var examiner = rating("VE1.5", 1, IndicatorRating.By.EXAMINER, OBJECT);
    var submitter = rating("VE1.5", 3, IndicatorRating.By.SUBMITTER, OBJECT);
    assertThat(Standing.of(List.of(examiner, submitter), OBJECT).ratings().levels())
        .isEqualTo(Map.of("VE1.5", 1));
    assertThat(Standing.of(List.of(submitter, examiner), OBJECT).ratings().levels())
        .isEqualTo(Map.of("VE1.5", 1));
  }

  @ParameterizedTest
  @EnumSource(value = VerdictValue.class, names = "MET", mode = EnumSource.Mode.EXCLUDE)
  void aMissedThresholdLeavesTheProposalAndBlocksTheAssessment(VerdictValue value) {
    List<Criterion> criteria = List.of(criterion("c1", "VE1.2", "VE1.5"));
    List<Verdict> verdicts = List.of(verdict("c1", value));
    checks.putAll(
        EvaluationChecks.of(
            plan(), criteria, verdicts, new EvaluationChecks.Runs(true, Optional.empty())));
    assertThat(proposal("VE1.5")).isEqualTo("OPEN C");
    assertThat(assessment("VE1", criteria, verdicts, Set.of()))
        .satisfies(one -> {
          assertThat(one.indicator()).isEqualTo("VE1.7");
          assertThat(one.blocked()).isTrue();
          assertThat(one.concerns())
              .containsExactly(
                  new Concern(
                      Concern.Cause.valueOf(value.name()), "c1", List.of("VE1.2", "VE1.5"), false));
        });
    assertThat(assessment("VE1", criteria, verdicts, Set.of("VE1/c1")).blocked()).isFalse();
    assertThat(assessment("VE2", criteria, verdicts, Set.of()).concerns()).isEmpty();
  }

  @Test
  void eachLabelCriterionConcernedHasItsOwnBlock() {
    List<Criterion> criteria = List.of(criterion("c1", "CY2.2"));
    List<Verdict> verdicts = List.of(verdict("c1", VerdictValue.NOT_MET));
    Set<String> judged = Set.of("CY2/c1");
    assertThat(
            Stream.of("CY2", "DA2", "DA3", "VE1")
                .map(code -> assessment(code, criteria, verdicts, judged).blocked()))
        .containsExactly(false, true, true, false);
  }

  @Test
  void aMetThresholdWeighsOnNothingAndAFailedProbeDoes() {
    List<Criterion> criteria = List.of(criterion("c1", "VE1.5"));
    List<Verdict> verdicts = List.of(verdict("c1", VerdictValue.MET));
    assertThat(assessment("VE1", criteria, verdicts, Set.of()).blocked()).isFalse();
    var probe = new Assessment.FailedProbe("repeated-sample", Set.of("VE1.5"));
    assertThat(Assessment.of(SCHEME, criteria, verdicts, List.of(probe), Set.of()))
        .filteredOn(Assessment::blocked)
        .extracting(Assessment::criterion)
        .containsExactly("VE1");
  }

  @Test
  void aPlanAnswersWhatItStates() {
    var runs = new EvaluationChecks.Runs(false, Optional.of("gpu-24g"));
    var answers = EvaluationChecks.of(plan(), List.of(criterion("c1", "VE1.2")), List.of(), runs);
    assertThat(
            answers.entrySet().stream()
                .filter(one -> one.getValue().holds())
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrder(
            "quality-metric",
            "plan-complete",
            "environment-justified",
            "declared-node-class",
            "odd-given");
    var bare =
        EvaluationChecks.of(
            JsonMapper.shared().createObjectNode(),
            List.of(),
            List.of(),
            new EvaluationChecks.Runs(true, Optional.empty()));
    assertThat(
            bare.entrySet().stream().filter(one -> one.getValue().holds()).map(Map.Entry::getKey))
        .containsExactly("all-runs-done");
    assertThat(SCHEME.items().stream().flatMap(one -> one.check().stream()))
        .containsAll(bare.keySet());
  }

  private static JsonNode plan() {
    return JsonMapper.shared()
        .readTree(
            """
            {"responsible": "someone", "schedule": "weekly", "odd": {"inputs": "text", "limits": "512 characters"},
             "environment": {"nodeClass": "gpu-24g", "justification": "the nodes it will run on"},
             "resources": {"cpu": "4"}, "dataSets": [{"ref": "langid"}], "scenarios": [{"id": "acc"}]}\
            """);
  }

  private static Assessment assessment(
      String code, List<Criterion> criteria, List<Verdict> verdicts, Set<String> judged) {
    return Assessment.of(SCHEME, criteria, verdicts, List.of(), judged).stream()
        .filter(one -> one.criterion().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private String proposal(String indicator) {
    Proposal found =
        Proposals.of(SCHEME, checks, people, OBJECT).stream()
            .filter(one -> one.indicator().equals(indicator))
            .findFirst()
            .orElseThrow();
    return (found.state() + " " + found.level().map(Level::code).orElse("")).strip();
  }

  private void hold(String... names) {
    Stream.of(names).forEach(name -> checks.put(name, HOLDS));
  }

  private void says(String item, boolean holds) {
    people.add(new HumanAnswer(item, holds, "looked at it", "p1", OBJECT));
  }

  private static ObjectBinding object(int image) {
    return new ObjectBinding(hash(image), hash(10), Set.of(hash(20), hash(21)));
  }

  private static Sha256 hash(int of) {
    return Sha256.of(new byte[] {(byte) of});
  }

  private static IndicatorRating rating(
      String indicator, int level, IndicatorRating.By role, ObjectBinding object) {
    return new IndicatorRating(indicator, level, role, false, "because", "p1", object);
  }

  private static Criterion criterion(String id, String... indicators) {
    return new Criterion(
        id,
        "acc",
        "accuracy@1",
        Operator.AT_LEAST,
        Decimal.parse("0.9"),
        "1",
        DecisionRule.GUARDED,
        Decimal.parse("0.95"),
        Repeats.ONCE,
        "a reason of twenty characters",
        List.of(indicators),
        true);
  }

  private static Verdict verdict(String id, VerdictValue value) {
    return new Verdict(
        id,
        value,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        new Text("weil", "because"),
        false,
        "validity-1");
  }
}
