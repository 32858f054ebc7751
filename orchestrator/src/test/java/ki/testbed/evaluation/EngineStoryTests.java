package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.queue.Claims;
import ki.testbed.rules.Blame;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.Validity;
import ki.testbed.rules.VerdictValue;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.submission.SubmissionId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real containers on a real engine, measured by the real runner. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineStoryTests {
  private static final Duration LONG = Duration.ofMinutes(5);

  private EngineWorld world;
  private TestOrchestrator orchestrator;

  @BeforeAll
  void open() {
    world = new EngineWorld("engine_story", EngineWorld.sharedEngine());
    orchestrator =
        new TestOrchestrator(
            world, Map.of("testbed.runner.others.python", world.pythonRunner().toString()));
    orchestrator.lead();
  }

  @AfterAll
  void close() throws Exception {
    orchestrator.close();
  }

  @AfterEach
  void nothingIsLeft() {
    until("no claim is open", () -> orchestrator.part(Claims.class).open().isEmpty());
    assertThat(orchestrator.part(SandboxBackend.class).owned()).isEmpty();
    assertThat(world.database().violations()).isEmpty();
  }

  private void until(String what, BooleanSupplier condition) {
    Await.until(
        what,
        LONG,
        () -> {
          orchestrator.pass();
          return condition.getAsBoolean();
        });
  }

  private Evaluation evaluated(SubmissionId submission, PlanRef plan) {
    EvaluationId id = orchestrator.start(world.caller(), submission, plan).id();
    until("judged", () -> evaluation(id).state() == EvaluationState.JUDGED);
    return evaluation(id);
  }

  private Evaluation evaluation(EvaluationId id) {
    return orchestrator.evaluations().find(world.caller(), id).orElseThrow();
  }

  private List<EvidenceKind> evidence(Run run) {
    return orchestrator.part(Evidence.class).items(run.id().value()).stream()
        .map(EvidenceItem::kind)
        .toList();
  }

  @Test
  void theLanguageModelIsMeasured() {
    SubmissionId submission =
        world.submit(orchestrator, "langid-image.tar", EngineWorld.manifest("langid/testbed.yaml"));
    Evaluation evaluation = evaluated(submission, World.ONE);
    Run run = evaluation.runs().getFirst();
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.validity()).contains(Validity.VALID);
    RunResult result = orchestrator.evaluations().result(world.caller(), run.id()).orElseThrow();
    assertThat(result.measurement("accuracy@1")).isPresent();
    assertThat(result.measurement("cold_start_seconds@1")).isPresent();
    assertThat(result.measurement("sut_cpu_seconds@1")).isPresent();
    assertThat(result.measurement("sut_memory_peak@1")).isPresent();
    assertThat(evidence(run))
        .contains(EvidenceKind.SANDBOX_PROBE, EvidenceKind.EVENTS, EvidenceKind.SEED);
    assertThat(evaluation.verdicts()).allMatch(verdict -> verdict.preview());
    assertSealed(environment(run));
  }

  /** Another language, another program, the same protocol; the result says which one measured. */
  @Test
  void aPlanIsMeasuredByTheRunnerItNames() throws Exception {
    SubmissionId submission =
        world.submit(orchestrator, "langid-image.tar", EngineWorld.manifest("langid/testbed.yaml"));
    Evaluation evaluation = evaluated(submission, new PlanRef("story-python", 1));
    Run run = evaluation.runs().getFirst();
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.SUCCEEDED);
    RunResult result = orchestrator.evaluations().result(world.caller(), run.id()).orElseThrow();
    assertThat(result.validity()).describedAs("%s", result.reasons()).isEqualTo(Validity.VALID);
    assertThat(result.measurement("accuracy@1")).isPresent();
    assertThat(result.fingerprint())
        .containsEntry("runner.version", "python-1")
        .containsEntry("runner.digest", EngineWorld.pythonRunnerDigest().hex());
  }

  /** What was seen inside, as it is stored with the run. */
  private JsonNode environment(Run run) {
    EvidenceItem item =
        orchestrator.part(Evidence.class).items(run.id().value()).stream()
            .filter(one -> one.kind() == EvidenceKind.SANDBOX_PROBE)
            .findFirst()
            .orElseThrow();
    return new JsonMapper().readTree(orchestrator.part(BlobStore.class).path(item.sha256()));
  }

  private static void assertSealed(JsonNode environment) {
    assertThat(environment.path("interfaces").toString()).isEqualTo("[\"lo\"]");
    List<String> tries =
        environment
            .path("seenByRunner")
            .propertyStream()
            .filter(entry -> entry.getKey().startsWith("reach."))
            .map(entry -> entry.getValue().asString())
            .toList();
    assertThat(tries).hasSizeGreaterThanOrEqualTo(5).doesNotContain("REACHED", "SENT");
  }

  @ParameterizedTest
  @CsvSource({
    "exit, EXITED_EARLY",
    "noport, PORT_NEVER_OPENED",
    "notready, NOT_READY",
    "error500, CONFORMANCE_FAILED",
    "oom, OOM_KILLED",
    "crash-later, SUT_EXITED"
  })
  void aBrokenContainerEndsWithItsReason(String mode, Reason reason) {
    Run run = broken(mode);
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.FAILED);
    assertThat(run.reason()).describedAs("%s", run).contains(reason);
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(reason.blame()).isEqualTo(Blame.SUBMISSION);
    assertThat(run.sentence().orElseThrow().de()).doesNotContain("?");
    assertThat(run.detail().facts().getOrDefault("phase", "WINDOW")).isEqualTo("WINDOW");
    assertThat(evidence(run)).contains(EvidenceKind.SUT_LOG, EvidenceKind.PLATFORM_LOG);
  }

  private Run broken(String mode) {
    String manifest = EngineWorld.manifest("broken/" + mode + ".yaml").replace("\"250\"", "\"12\"");
    SubmissionId submission = world.submit(orchestrator, "broken-image.tar", manifest);
    return evaluated(submission, World.ONE).runs().getFirst();
  }

  @Test
  void wrongAnswersAreMeasuredAndNotMet() {
    Run run = broken("wrong");
    assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(evaluation(run.evaluation()).verdicts().getFirst().value())
        .isEqualTo(VerdictValue.NOT_MET);
  }

  @Test
  void errorsUnderLoadCountAgainstTheContainer() {
    Run run = broken("error500-later");
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.SUCCEEDED);
    assertThat(evaluation(run.evaluation()).verdicts().getFirst().value())
        .isEqualTo(VerdictValue.NOT_MET);
  }

  @Test
  void aContainerThatIgnoresSigtermIsGoneAllTheSame() {
    Run run = broken("ignore-sigterm");
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRunningContainerIsCancelled() {
    String manifest = EngineWorld.manifest("broken/slow.yaml");
    SubmissionId submission = world.submit(orchestrator, "broken-image.tar", manifest);
    Evaluation evaluation = orchestrator.start(world.caller(), submission, World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until("running", () -> orchestrator.run(world.caller(), id).state() == RunState.RUNNING);
    orchestrator.evaluations().cancel(world.caller(), evaluation.id());
    until("cancelled", () -> orchestrator.run(world.caller(), id).state() == RunState.CANCELLED);
    assertThat(orchestrator.run(world.caller(), id).reason())
        .isEqualTo(Optional.of(Reason.CANCELLED_BY_SUBMITTER));
  }
}
