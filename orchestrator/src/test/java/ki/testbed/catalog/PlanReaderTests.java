package ki.testbed.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import ki.testbed.catalog.DataSet.Visibility;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.DecisionRule;
import ki.testbed.rules.Operator;
import ki.testbed.rules.StrictYaml;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTests {
  private static final Sha256 HASH = Sha256.of(new byte[1]);
  private static final DataSet LANGID =
      new DataSet(
          "langid",
          "2",
          HASH,
          HASH,
          1,
          HASH,
          1,
          10,
          "MIT",
          "somewhere",
          "all",
          Visibility.PUBLIC,
          new Text("a", "b"));
  private static final String PLAN =
      """
      id: triage
      version: 3
      title: {de: Vorsortierung, en: Triage}
      description: {de: Sortiert., en: Sorts.}
      schemes: [mission-ki/1]
      responsible: somebody
      odd: {inputs: letters, limits: none}
      schedule: once
      coverageArgument: all letters
      environment: {nodeClass: cpu, justification: what it runs on}
      resources: {cpu: "1", memory: 1Gi}
      dataSets:
        - {ref: langid, version: "2", sha256: %s, split: TEST}
      replayTolerance: "0.02"
      scenarios:
        - {id: acc, kind: accuracy, dataSet: langid, scoredOutput: label}
        - {id: srv, kind: server, dataSet: langid, scoredOutput: label, ratePerSecond: "100", windowSeconds: 600}
      criteria:
        - id: c-p99
          scenario: srv
          metric: latency_p99@1
          operator: "<="
          value: "50"
          unit: ms
          rule: GUARDED
          confidence: "0.99"
          repeats: {runs: 3, need: 2}
          justification: The desk waits half a second at most.
          indicators: [VE1.2, VE1.5]
          declaredFunction: true
          setBy: somebody
          setAt: "2026-01-01T00:00:00Z"
      """
          .formatted(HASH);

  @Test
  void aGoodPlanIsRead() {
    TestPlan plan = read(PLAN).value().orElseThrow();

    assertThat(plan.ref()).isEqualTo(new PlanRef("triage", 3));
    assertThat(plan.scenarios())
        .extracting(one -> one.scenario().id())
        .containsExactly("acc", "srv");
    assertThat(plan.scenarios().get(1).scenario().ratePerSecond()).isEqualByComparingTo("100");
    Criterion criterion = plan.criteria().getFirst();
    assertThat(criterion.operator()).isEqualTo(Operator.AT_MOST);
    assertThat(criterion.rule()).isEqualTo(DecisionRule.GUARDED);
    assertThat(criterion.repeats().need()).isEqualTo(2);
    assertThat(plan.sealedAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aPlanMayNameItsRunner() {
    assertThat(read(PLAN).value().orElseThrow().runner()).isEmpty();
    assertThat(read(PLAN + "runner: python\n").value().orElseThrow().runner()).hasValue("python");
    assertThat(read(PLAN + "runner: ../python\n").findings())
        .extracting(Finding::pointer)
        .containsExactly("/runner");
  }

  /** Options belong to their kinds; a window of levels is as long as all of them together. */
  @Test
  void optionsOfScenariosAreRead() {
    String levels = with("kind: concurrency, inFlight: [\"1\", \"4\"], windowSeconds: 120");
    assertThat(scenario(levels).asked().levels()).containsExactly(1, 4);
    assertThat(scenario(levels).windowNs()).isEqualTo(240_000_000_000L);
    assertThat(scenario(with("kind: multi, samplesPerGroup: 8, windowSeconds: 60")).asked().group())
        .isEqualTo(8);
    assertThat(
            scenario(with("kind: burst, burst: on-off, ratePerSecond: \"10\", windowSeconds: 60"))
                .asked()
                .burst())
        .isEqualTo(ki.testbed.protocol.ScenarioOptions.Burst.ON_OFF);
    String chat =
        with(
            "kind: interactive, ratePerSecond: \"1\", windowSeconds: 60, maxTokens: 64, "
                + "slo: {ttftMs: 500, tpotMs: 50, e2eMs: 5000}");
    assertThat(scenario(chat).asked().slo())
        .isEqualTo(
            new ki.testbed.protocol.ScenarioOptions.Slo(500_000_000, 50_000_000, 5_000_000_000L));
    assertThat(
            read(with("kind: multi, windowSeconds: 60, samplesPerGroup: 8, burst: gamma"))
                .findings())
        .extracting(Finding::pointer)
        .containsExactly("/scenarios/0/burst");
    assertThat(read(with("kind: concurrency, inFlight: [\"3\"], windowSeconds: 60")).findings())
        .extracting(Finding::pointer)
        .containsExactly("/scenarios/0/inFlight");
  }

  private static String with(String scenario) {
    return PLAN.replace("id: acc, kind: accuracy", "id: acc, " + scenario);
  }

  private static ki.testbed.protocol.Scenario scenario(String plan) {
    return read(plan).value().orElseThrow().scenarios().getFirst().scenario();
  }

  @Test
  void theHashIsThatOfTheContentNotOfItsForm() {
    String reordered =
        PLAN.replace("id: triage\nversion: 3\n", "version: 3\nid: triage\n") + "# a remark\n";
    String other = PLAN.replace("value: \"50\"", "value: \"51\"");

    assertThat(hash(reordered)).isEqualTo(hash(PLAN));
    assertThat(hash(other)).isNotEqualTo(hash(PLAN));
  }

  @Test
  void everythingThatIsWrongIsFoundAtOnce() {
    String wrong =
        PLAN.replace(
                "justification: The desk waits half a second at most.", "justification: because")
            .replace("unit: ms", "unit: s")
            .replace("scenario: srv", "scenario: acc")
            .replace("value: \"50\"", "value: 0.95")
            .replace("schedule: once\n", "");

    assertThat(read(wrong).findings())
        .extracting(Finding::id, Finding::pointer)
        .containsExactlyInAnyOrder(
            Tuple.tuple("P005", "/criteria/0/value"),
            Tuple.tuple("P003", "/schedule"),
            Tuple.tuple("P007", "/criteria/0/unit"),
            Tuple.tuple("P007", "/criteria/0/metric"),
            Tuple.tuple("P008", "/criteria/0/justification"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "operator: \"<=\" | operator: \"=<\" | P004 | /criteria/0/operator",
        "operator: \"<=\" | operator: \"==\" | P007 | /criteria/0/operator",
        "rule: GUARDED | rule: LENIENT | P004 | /criteria/0/rule",
        "confidence: \"0.99\" | confidence: \"0.4\" | P004 | /criteria/0/confidence",
        "confidence: \"0.99\" | confidence: \"0.99999\" | P004 | /criteria/0/confidence",
        "value: \"50\" | value: \"50.0\" | P004 | /criteria/0/value",
        "value: \"50\" | value: 50 | P004 | /criteria/0/value",
        "metric: latency_p99@1 | metric: happiness@1 | P006 | /criteria/0/metric",
        "scenario: srv | scenario: nowhere | P006 | /criteria/0/scenario",
        "need: 2 | need: 4 | P004 | /criteria/0/repeats/need",
        "VE1.2, | xx, | P004 | /criteria/0/indicators/0",
        "declaredFunction: true | declaredFunction: yes | P004 | /criteria/0/declaredFunction",
        "setAt: \"2026-01-01T00:00:00Z\" | setAt: yesterday | P004 | /criteria/0/setAt",
        "kind: accuracy | kind: batch | P004 | /scenarios/0/kind",
        "id: acc, | id: srv, | P004 | /scenarios",
        "ratePerSecond: \"100\", | | P003 | /scenarios/1/ratePerSecond",
        "ratePerSecond: \"100\" | ratePerSecond: \"0\" | P004 | /scenarios/1/ratePerSecond",
        "windowSeconds: 600 | windowSeconds: 0 | P004 | /scenarios/1/windowSeconds",
        "dataSet: langid, scoredOutput: label} | dataSet: other, scoredOutput: label} | P006 | /scenarios/0/dataSet",
        "ref: langid | ref: unknown | P006 | /dataSets/0/ref",
        "split: TEST | split: ALL | P004 | /dataSets/0/split",
        "version: 3 | version: 0 | P004 | /version",
        "responsible: somebody | responsible: \"\" | P004 | /responsible",
        "schemes: | scheme: | P002 | /scheme",
        "en: Triage | fr: Tri | P003 | /title/en"
      })
  void eachRuleHasItsFinding(String right, String wrong, String id, String pointer) {
    String text = PLAN.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);
    assertThat(text).as("the change").isNotEqualTo(PLAN);

    assertThat(read(text).findings())
        .extracting(Finding::id, Finding::pointer)
        .contains(Tuple.tuple(id, pointer));
  }

  @Test
  void aDataSetOfAnotherHashIsFound() {
    String other = PLAN.replace(HASH.hex(), Sha256.of(new byte[2]).hex());

    assertThat(read(other).findings())
        .extracting(Finding::id, Finding::pointer)
        .containsExactly(Tuple.tuple("P009", "/dataSets/0/sha256"));
  }

  @Test
  void planRefsAreReadAndRefused() {
    assertThat(PlanRef.parse("a-plan@12"))
        .isEqualTo(new PlanRef("a-plan", 12))
        .hasToString("a-plan@12");
    for (String wrong : new String[] {"a", "@1", "a@", "a@0", "a@x", "a@1234567890"}) {
      Assertions.assertThatIllegalArgumentException()
          .as(wrong)
          .isThrownBy(() -> PlanRef.parse(wrong));
    }
  }

  private static Sha256 hash(String text) {
    return read(text).value().orElseThrow().sha256();
  }

  private static Checked<TestPlan> read(String text) {
    var tree = StrictYaml.read(text, "P001");
    assertThat(tree.findings()).isEmpty();
    return new PlanReader((id, version) ->
        Optional.of(LANGID).filter(one -> one.id().equals(id) && one.version().equals(version)))
        .read(tree.value().orElseThrow(), Instant.EPOCH);
  }
}
