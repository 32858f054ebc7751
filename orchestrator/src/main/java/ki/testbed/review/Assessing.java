package ki.testbed.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ki.testbed.catalog.TestPlan;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.RunState;
import ki.testbed.rules.CanonicalJson;
import ki.testbed.rules.bundle.LevelsFile;
import ki.testbed.rules.bundle.VerdictsFile;
import ki.testbed.rules.label.Aggregation;
import ki.testbed.rules.label.Assessment;
import ki.testbed.rules.label.CheckAnswer;
import ki.testbed.rules.label.DimensionResult;
import ki.testbed.rules.label.EvaluationChecks;
import ki.testbed.rules.label.LabelScheme;
import ki.testbed.rules.label.LabelSchemes;
import ki.testbed.rules.label.NeedResult;
import ki.testbed.rules.label.Needs;
import ki.testbed.rules.label.ObjectBinding;
import ki.testbed.rules.label.Policy;
import ki.testbed.rules.label.Proposals;
import ki.testbed.rules.label.Standing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From an evaluation and the acts of persons to levels; pure. */
final class Assessing {
  private static final JsonMapper JSON = new JsonMapper();

  private final Evaluation evaluation;
  private final TestPlan plan;
  private final Statement statement;
  private final JsonNode body;
  private final LabelScheme scheme;

  private Assessing(Evaluation evaluation, TestPlan plan, Statement statement) {
    this.evaluation = evaluation;
    this.plan = plan;
    this.statement = statement;
    this.body = JSON.readTree(plan.body());
    this.scheme = LabelSchemes.shipped(scheme(plan).orElseThrow());
  }

  /** The scheme a plan is for; a plan without one leads to no statement. */
  static Optional<String> scheme(TestPlan plan) {
    return JSON.readTree(plan.body())
        .path("schemes")
        .valueStream()
        .map(one -> one.asString(""))
        .findFirst();
  }

  /** What exactly ratings and answers are about. */
  static ObjectBinding object(Evaluation evaluation) {
    return new ObjectBinding(
        evaluation.imageDigest(), evaluation.planHash(), Set.copyOf(evaluation.dataSetHashes()));
  }

  static Assessed of(Evaluation evaluation, TestPlan plan, Statement statement) {
    return new Assessing(evaluation, plan, statement).assessed();
  }

  private Assessed assessed() {
    ObjectBinding object = object(evaluation);
    Standing standing = Standing.of(statement.ratings(object), object);
    List<NeedResult> needs = Needs.of(scheme, statement.needs());
    JsonNode ratings = ratings(standing);
    JsonNode result = LevelsFile.result(ratings);
    return new Assessed(
        scheme,
        Proposals.of(scheme, checks(), statement.answers(object), object),
        standing,
        needs,
        Needs.validation(scheme, needs),
        results(standing, needs),
        Assessment.of(
            scheme, plan.criteria(), evaluation.verdicts(), List.of(), statement.judged()),
        ratings,
        result,
        CanonicalJson.hash(content(ratings, result)));
  }

  private Map<String, CheckAnswer> checks() {
    boolean done =
        !evaluation.runs().isEmpty()
            && evaluation.runs().stream().allMatch(run -> run.state() == RunState.SUCCEEDED);
    return EvaluationChecks.of(
        body,
        plan.criteria(),
        evaluation.verdicts(),
        new EvaluationChecks.Runs(done, Optional.empty()));
  }

  private Map<Policy, List<DimensionResult>> results(Standing standing, List<NeedResult> needs) {
    Map<Policy, List<DimensionResult>> results = new LinkedHashMap<>();
    for (Policy policy : scheme.policies()) {
      results.put(
          policy, Aggregation.of(scheme, policy, standing.ratings(), Needs.targets(scheme, needs)));
    }
    return results;
  }

  private ObjectNode ratings(Standing standing) {
    ObjectNode file =
        JsonNodeFactory.instance
            .objectNode()
            .put("scheme", scheme.ref())
            .put("policy", scheme.policies().getFirst().id());
    ObjectNode levels = file.putObject("ratings");
    standing.ratings().levels().forEach(levels::put);
    ObjectNode answers = file.putObject("answers");
    statement.needs().values().forEach(answers::put);
    return file;
  }

  /** Everything that a signature is about: another verdict, level or answer is other content. */
  private ObjectNode content(JsonNode ratings, JsonNode result) {
    ObjectNode content =
        JsonNodeFactory.instance
            .objectNode()
            .put("evaluation", evaluation.id().toString())
            .put("image", evaluation.imageDigest().hex())
            .put("plan", evaluation.planHash().hex());
    content.set("verdicts", VerdictsFile.of(evaluation.verdicts()));
    content.set("ratings", ratings);
    content.set("result", result);
    ObjectNode answers = content.putObject("answers");
    statement.answers(object(evaluation)).forEach(one -> answers.put(one.item(), one.holds()));
    content.put("judged", String.join(" ", statement.judged().stream().sorted().toList()));
    return content;
  }
}
