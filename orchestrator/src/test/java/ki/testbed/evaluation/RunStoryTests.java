package ki.testbed.evaluation;

import static ki.testbed.evaluation.RunState.CANCELLED;
import static ki.testbed.evaluation.RunState.COLLECTING;
import static ki.testbed.evaluation.RunState.DRAINING;
import static ki.testbed.evaluation.RunState.FAILED;
import static ki.testbed.evaluation.RunState.PROVISIONING;
import static ki.testbed.evaluation.RunState.QUEUED;
import static ki.testbed.evaluation.RunState.RUNNING;
import static ki.testbed.evaluation.RunState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.harness.Heard;
import ki.testbed.harness.RunWatches;
import ki.testbed.notification.LiveEvent;
import ki.testbed.notification.Outbox;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Text;
import ki.testbed.queue.Claims;
import ki.testbed.queue.NodeState;
import ki.testbed.queue.Nodes;
import ki.testbed.rules.Blame;
import ki.testbed.rules.VerdictValue;
import ki.testbed.sandbox.FakeProgram;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How runs go, and how they end; together these stories walk every edge of the table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunStoryTests {
  private World world;
  private TestOrchestrator orchestrator;

  @BeforeAll
  void open() {
    world = new World();
    orchestrator = world.orchestrator();
    orchestrator.lead();
  }

  @AfterAll
  void close() throws Exception {
    orchestrator.close();
    world.close();
  }

  @BeforeEach
  void next() {
    world.next();
  }

  /** After every story: no claim, no sandbox, nothing that must never be. */
  @AfterEach
  void nothingIsLeft() {
    orchestrator.untilCleanedUp();
    assertThat(world.backend().owned()).isEmpty();
    assertThat(world.database().violations()).isEmpty();
  }

  private Caller caller() {
    return world.caller();
  }

  private Evaluation start(PlanRef plan) {
    return orchestrator.start(caller(), world.submission(), plan);
  }

  /** One run, which gets as far as it gets. */
  private RunId startOne() {
    return start(World.ONE).runs().getFirst().id();
  }

  private RunId startOne(FakeProgram sut) {
    SubmissionId submission = world.submission();
    world.backend().program(world.submissions().started(submission), sut);
    return orchestrator.start(caller(), submission, World.ONE).runs().getFirst().id();
  }

  private Run until(RunState state, RunId id) {
    return orchestrator.untilIn(state, caller(), id);
  }

  private Run run(RunId id) {
    return orchestrator.run(caller(), id);
  }

  private Run retried(RunId id, int attempt) {
    orchestrator.until("attempt " + attempt, () -> run(id).attempt() == attempt);
    return run(id);
  }

  private List<HistoryEntry> history(RunId id) {
    return orchestrator.evaluations().history(caller(), id);
  }

  private List<RunState> path(RunId id) {
    return history(id).stream().map(HistoryEntry::state).toList();
  }

  private List<EvidenceKind> evidence(RunId id) {
    return orchestrator.part(Evidence.class).items(caller(), id.value()).stream()
        .map(EvidenceItem::kind)
        .toList();
  }

  private Evaluation judged(EvaluationId id) {
    orchestrator.until("judged", () -> evaluation(id).state() != EvaluationState.OPEN);
    return evaluation(id);
  }

  private Evaluation evaluation(EvaluationId id) {
    return orchestrator.evaluations().find(caller(), id).orElseThrow();
  }

  private void advance(Duration time) {
    world.clock().advance(time);
    orchestrator.pass();
  }

  /** Lets the second attempt begin. */
  private void passBackoff() {
    advance(Duration.ofMinutes(2));
  }

  private SandboxHandle handle(RunId id, int attempt) {
    return new SandboxHandle(
        orchestrator.part(Claims.class).find(id.value(), attempt).orElseThrow().id(), attempt);
  }

  @Test
  void everyRunOfAnEvaluationIsMeasuredThenItIsJudged() {
    Evaluation evaluation = judged(start(World.TWO).id());
    assertThat(evaluation.state()).isEqualTo(EvaluationState.JUDGED);
    assertThat(evaluation.runs()).extracting(Run::state).containsOnly(SUCCEEDED);
    assertThat(evaluation.verdicts())
        .extracting(verdict -> verdict.criterionId())
        .containsExactly("c-accuracy", "c-p50");
    assertThat(evaluation.verdicts().getFirst().value()).isEqualTo(VerdictValue.MET);
    for (Run run : evaluation.runs()) {
      assertThat(path(run.id()))
          .containsExactly(QUEUED, PROVISIONING, RUNNING, DRAINING, COLLECTING, SUCCEEDED);
      assertThat(evidence(run.id()))
          .contains(
              EvidenceKind.ORDER, EvidenceKind.EVENTS, EvidenceKind.EXCHANGES, EvidenceKind.RESULT)
          .contains(
              EvidenceKind.SANDBOX_PROBE,
              EvidenceKind.RESOURCES,
              EvidenceKind.SUT_LOG,
              EvidenceKind.SEED);
      assertThat(orchestrator.evaluations().result(caller(), run.id()).orElseThrow().validity())
          .isEqualTo(run.validity().orElseThrow());
      assertThat(orchestrator.part(Evidence.class).measurements(caller(), run.id().value()))
          .isNotEmpty();
    }
    assertThat(orchestrator.ended())
        .extracting(ended -> ended.run().id())
        .contains(evaluation.runs().get(0).id(), evaluation.runs().get(1).id());
  }

  @Test
  void accuracyRunsFirst() {
    world.runner().hold(Phase.WINDOW);
    Evaluation evaluation = start(World.TWO);
    RunId first = evaluation.runs().get(0).id();
    RunId second = evaluation.runs().get(1).id();
    until(RUNNING, first);
    assertThat(run(second).state()).isEqualTo(QUEUED);
    assertThat(orchestrator.evaluations().waiting(caller(), second).orElseThrow().code())
        .isIn("CAPACITY", "IMAGE");
    world.runner().release(Phase.WINDOW);
    until(SUCCEEDED, second);
  }

  @Test
  void theSeedIsSecretUntilAllRunsHaveEnded() {
    world.runner().hold(Phase.CALIBRATION_A);
    Evaluation evaluation = start(World.TWO);
    RunId first = evaluation.runs().getFirst().id();
    until(SUCCEEDED, first);
    assertThat(run(first).seedCommit()).isPresent();
    assertThat(evidence(first)).doesNotContain(EvidenceKind.SEED);
    world.runner().release(Phase.CALIBRATION_A);
    judged(evaluation.id());
    assertThat(evidence(first)).contains(EvidenceKind.SEED);
  }

  @Test
  void thoseWhoWatchAreToldOfEveryState() {
    Evaluation evaluation = judged(start(World.ONE).id());
    orchestrator.part(LiveTelling.class).tell();
    List<LiveEvent> events =
        orchestrator.part(Outbox.class).after(caller(), evaluation.id().value(), 0, 100);
    assertThat(events.stream().filter(event -> event.type().equals("state")).toList())
        .extracting(LiveEvent::body)
        .satisfiesExactly(
            body -> assertThat(body).contains("QUEUED"),
            body -> assertThat(body).contains("PROVISIONING"),
            body -> assertThat(body).contains("RUNNING"),
            body -> assertThat(body).contains("DRAINING"),
            body -> assertThat(body).contains("COLLECTING"),
            body -> assertThat(body).contains("SUCCEEDED"));
    assertThat(events.getLast().type()).isEqualTo("end");
  }

  @Test
  void liveFiguresAreToldOnce() throws InterruptedException {
    world.runner().hold(Phase.DRAIN);
    Evaluation evaluation = start(World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until(DRAINING, id);
    orchestrator.until(
        "live figures",
        () -> {
          orchestrator.part(LiveTelling.class).tell();
          return orchestrator.evaluations().live(caller(), id).isPresent();
        });
    orchestrator.part(LiveTelling.class).tell();
    orchestrator.part(Workers.class).awaitIdle();
    assertThat(
            orchestrator
                .part(Outbox.class)
                .after(caller(), evaluation.id().value(), 0, 100)
                .stream()
                .filter(event -> event.type().equals("interval")))
        .hasSize(1);
    world.runner().release(Phase.DRAIN);
    until(SUCCEEDED, id);
  }

  static Stream<Arguments> faultsOfTheSubmission() {
    return Stream.of(
        Arguments.of(FakeProgram.exiting(1), Reason.EXITED_EARLY, Map.of("exit", "exit 1")),
        Arguments.of(FakeProgram.missing(), Reason.NOT_STARTABLE, Map.of()),
        Arguments.of(
            (FakeProgram)
                _ -> {
                  throw new SandboxRefused(SandboxRefused.Cause.WRONG_BINARY, "exec format error");
                },
            Reason.WRONG_BINARY,
            Map.of()),
        Arguments.of(FakeProgram.outOfMemory(), Reason.OOM_KILLED, Map.of("limit", "1 GiB")),
        Arguments.of(
            (FakeProgram)
                self -> {
                  self.spawn(10_000);
                  return 1;
                },
            Reason.PIDS_LIMIT,
            Map.of("limit", "256")));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheSubmission")
  void aSutThatEndsBeforeItIsReadyFailsOnceAndForAll(
      FakeProgram sut, Reason reason, Map<String, String> facts) {
    world.runner().hold(Phase.READY);
    RunId id = startOne(sut);
    Run failed = until(FAILED, id);
    assertThat(failed.reason()).contains(reason);
    assertThat(reason.blame()).isEqualTo(Blame.SUBMISSION);
    assertThat(failed.detail().facts()).containsAllEntriesOf(facts);
    assertThat(failed.attempt()).isEqualTo(1);
    assertThat(evidence(id))
        .contains(EvidenceKind.ORDER, EvidenceKind.SUT_LOG, EvidenceKind.PLATFORM_LOG);
    assertThat(path(id)).containsExactly(QUEUED, PROVISIONING, FAILED);
  }

  static Stream<Arguments> whatRunnersSay() {
    return Stream.of(
        Arguments.of(Phase.READY, "PORT_NEVER_OPENED", Reason.PORT_NEVER_OPENED),
        Arguments.of(Phase.READY, "NOT_READY", Reason.NOT_READY));
  }

  @ParameterizedTest
  @MethodSource("whatRunnersSay")
  void aSutThatTheRunnerCannotMeasureFails(Phase phase, String said, Reason reason) {
    world.runner().in(phase, ScriptedRunner.giveUp(said));
    Run failed = until(FAILED, startOne());
    assertThat(failed.reason()).contains(reason);
    assertThat(failed.sentence().orElseThrow().en()).contains("8080").contains("2 min");
  }

  @Test
  void aSutThatBreaksItsProtocolFailsWithTheFindings() {
    Finding finding =
        new Finding("C207", Severity.ERROR, "", new Text("x", "x"), new Text("y", "y"));
    world
        .runner()
        .in(
            Phase.CONFORMANCE,
            (_, lines) -> {
              lines.conformance(finding);
              lines.finish(Event.End.FAILED, "CONFORMANCE_FAILED");
              return 0;
            });
    RunId id = startOne();
    Run failed = until(FAILED, id);
    assertThat(failed.reason()).contains(Reason.CONFORMANCE_FAILED);
    assertThat(failed.sentence().orElseThrow().en()).contains("C207");
    assertThat(orchestrator.evaluations().findings(caller(), id)).containsExactly(finding);
    assertThat(path(id)).containsExactly(QUEUED, PROVISIONING, RUNNING, FAILED);
  }

  @Test
  void aSutThatEndsWhileItIsMeasuredFailsWithPhaseAndExit() throws InterruptedException {
    world.runner().hold(Phase.WINDOW);
    ScriptedRunner runner = world.runner();
    RunId id =
        startOne(_ -> {
          runner.awaitIn(Phase.WINDOW);
          return 139;
        });
    Run failed = until(FAILED, id);
    assertThat(failed.reason()).contains(Reason.SUT_EXITED);
    assertThat(failed.detail().facts())
        .containsEntry("phase", "WINDOW")
        .containsEntry("exit", "exit 139, signal 11");
    assertThat(evidence(id)).contains(EvidenceKind.EVENTS).doesNotContain(EvidenceKind.RESULT);
  }

  @Test
  void anOpenNetworkIsTheOperatorsMatter() {
    world.runner().seeing(List.of("lo", "eth0")).hold(Phase.READY);
    Run failed = until(FAILED, startOne());
    assertThat(failed.reason()).contains(Reason.NETWORK_NOT_SEALED);
    assertThat(failed.detail().facts()).containsEntry("interfaces", "lo eth0");
    assertThat(failed.attempt()).isEqualTo(1);
  }

  @Test
  void aRunnerThatCrashesIsTriedAgainLaterAndLaterThenNoMore() {
    world.runner().in(Phase.WINDOW, (_, _) -> 70);
    RunId id = startOne();
    retried(id, 2);
    assertThat(run(id).state()).isEqualTo(QUEUED);
    assertThat(run(id).reason()).contains(Reason.RUNNER_CRASHED);
    assertThat(run(id).nextStep().orElseThrow().en()).contains("tried again");
    orchestrator.untilCleanedUp();
    advance(Duration.ofSeconds(7));
    assertThat(orchestrator.evaluations().waiting(caller(), id).orElseThrow().code())
        .isEqualTo("RETRY");
    advance(Duration.ofSeconds(6));
    retried(id, 3);
    orchestrator.untilCleanedUp();
    advance(Duration.ofSeconds(47));
    assertThat(orchestrator.evaluations().waiting(caller(), id).orElseThrow().code())
        .isEqualTo("RETRY");
    advance(Duration.ofSeconds(26));
    Run failed = until(FAILED, id);
    assertThat(failed.attempt()).isEqualTo(3);
    assertThat(failed.reason().orElseThrow().blame()).isEqualTo(Blame.TESTBED);
    assertThat(failed.nextStep().orElseThrow().en()).contains("operator");
    assertThat(evaluation(failed.evaluation()).verdicts())
        .allMatch(verdict ->
            verdict.value() == VerdictValue.NOT_EVALUATED
                || verdict.value() == VerdictValue.INCONCLUSIVE);
  }

  @Test
  void brokenEventsAreNotBelievedAndTheNextAttemptGivesTheOnlyResult() {
    world
        .runner()
        .in(
            Phase.WINDOW,
            (self, lines) -> {
              lines.skipOne();
              lines.progress(Phase.WINDOW, 1);
              self.rest();
              return 0;
            });
    RunId id = startOne();
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.RUNNER_PROTOCOL);
    world.runner().heal(Phase.WINDOW);
    passBackoff();
    until(SUCCEEDED, id);
    assertThat(evidence(id).stream().filter(kind -> kind == EvidenceKind.RESULT)).hasSize(1);
  }

  @Test
  void aSilentRunnerIsTriedAgain() throws InterruptedException {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    world.runner().awaitIn(Phase.WINDOW);
    advance(Duration.ofSeconds(29));
    assertThat(run(id).state()).isEqualTo(RUNNING);
    advance(Duration.ofSeconds(2));
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.RUNNER_SILENT);
    world.runner().release(Phase.WINDOW);
    passBackoff();
    until(SUCCEEDED, id);
  }

  @Test
  void aRunWaitsForAnEngineThatIsNotThereAndStartsWhenItComes() {
    world.backend().faults().engineAway(true);
    orchestrator.until("node is down", () -> nodeState() == NodeState.DOWN);
    RunId id = startOne();
    orchestrator.pass();
    Waiting waiting = orchestrator.evaluations().waiting(caller(), id).orElseThrow();
    assertThat(waiting.code()).isEqualTo("NODE_HEALTH");
    assertThat(waiting.text().en()).contains("do not answer");
    world.backend().faults().engineAway(false);
    until(SUCCEEDED, id);
    assertThat(run(id).attempt()).isEqualTo(1);
  }

  private NodeState nodeState() {
    return orchestrator.part(Nodes.class).find("local").orElseThrow().state();
  }

  @Test
  void anEngineAwayForHalfAMinuteChangesNothing() throws InterruptedException {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    world.backend().faults().engineAway(true);
    orchestrator.until("node is down", () -> nodeState() == NodeState.DOWN);
    advance(Duration.ofSeconds(25));
    orchestrator.part(Workers.class).awaitIdle();
    assertThat(run(id).state()).isEqualTo(RUNNING);
    world.backend().faults().engineAway(false);
    world.runner().release(Phase.WINDOW);
    until(SUCCEEDED, id);
    assertThat(run(id).attempt()).isEqualTo(1);
    assertThat(world.runner().orders()).isEqualTo(1);
  }

  @Test
  void anEngineAwayForLongMeansANewAttemptAndTheOldSandboxIsRemovedWhenItComesBack()
      throws InterruptedException {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    SandboxHandle old = handle(id, 1);
    world.backend().faults().engineAway(true);
    orchestrator.until("node is down", () -> nodeState() == NodeState.DOWN);
    orchestrator.part(Workers.class).awaitIdle();
    advance(Duration.ofSeconds(61));
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.ENGINE_UNREACHABLE);
    passBackoff();
    assertThat(orchestrator.part(Claims.class).open())
        .extracting(claim -> claim.id())
        .containsExactly(old.claim());
    world.runner().release(Phase.WINDOW);
    world.backend().faults().engineAway(false);
    until(SUCCEEDED, id);
    assertThat(evidence(id).stream().filter(kind -> kind == EvidenceKind.RESULT)).hasSize(1);
  }

  @Test
  void anEngineThatDiesWithItsContainersMeansANewAttempt() {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    world.backend().restartEngine();
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.ENGINE_LOST);
    assertThat(run(id).reason().orElseThrow().blame()).isEqualTo(Blame.TESTBED);
    world.runner().release(Phase.WINDOW);
    passBackoff();
    until(SUCCEEDED, id);
    assertThat(path(id)).contains(QUEUED, PROVISIONING, RUNNING, QUEUED);
  }

  @Test
  void aSandboxThatSomebodyElseRemovedMeansANewAttempt() {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    world.backend().vanish(handle(id, 1));
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.SANDBOX_VANISHED);
    world.runner().release(Phase.WINDOW);
    passBackoff();
    until(SUCCEEDED, id);
  }

  @Test
  void anEngineThatIsSilentAboutOneSandboxOnlyIsSaidToBe() {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    SandboxHandle old = handle(id, 1);
    world.backend().faults().hang(old);
    orchestrator.until("looked at", () -> true);
    advance(Duration.ofSeconds(29));
    orchestrator.pass();
    orchestrator.until(
        "wedged",
        () -> {
          world.clock().advance(Duration.ofSeconds(5));
          return run(id).attempt() == 2;
        });
    assertThat(run(id).reason()).contains(Reason.ENGINE_WEDGED);
    world.backend().faults().unhang(old);
    world.runner().release(Phase.WINDOW);
    passBackoff();
    until(SUCCEEDED, id);
  }

  @Test
  void aLostAnswerToCreateDoesNotMakeASecondSandbox() {
    world.backend().faults().loseNextCreateAnswer();
    RunId id = startOne();
    until(SUCCEEDED, id);
    assertThat(run(id).attempt()).isEqualTo(1);
    assertThat(world.runner().orders()).isEqualTo(1);
  }

  @Test
  void aRefusedCreateIsTriedAgain() {
    world
        .backend()
        .faults()
        .failNextCreate(new SandboxRefused(SandboxRefused.Cause.CREATE_FAILED, "no space"));
    RunId id = startOne();
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.CREATE_FAILED);
    passBackoff();
    until(SUCCEEDED, id);
  }

  @Test
  void anEngineThatDoesNotKeepTheProfileIsTheOperatorsMatter() {
    world
        .backend()
        .faults()
        .failNextCreate(
            new SandboxRefused(SandboxRefused.Cause.PROFILE_NOT_HONOURED, "memory differs"));
    Run failed = until(FAILED, startOne());
    assertThat(failed.reason()).contains(Reason.PROFILE_NOT_HONOURED);
  }

  @Test
  void aClaimIsHeldUntilTheProcessesAreGone() {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    until(RUNNING, id);
    SandboxHandle handle = handle(id, 1);
    world.backend().faults().ghost(handle);
    world.runner().release(Phase.WINDOW);
    until(SUCCEEDED, id);
    orchestrator.pass();
    assertThat(orchestrator.part(Claims.class).open()).hasSize(1);
    world.backend().faults().exorcise(handle);
    orchestrator.untilCleanedUp();
  }

  @Test
  void aSandboxThatBelongsToNoClaimIsRemoved() {
    until(SUCCEEDED, startOne());
    orchestrator.untilCleanedUp();
    world.backend().create(world.strayed(), Fence.alone());
    orchestrator.until("the stray is gone", () -> world.backend().owned().isEmpty());
  }

  @Test
  void aRunThatWaitsTooLongBeginsAnewAndEndsAtLast() {
    world.backend().faults().engineAway(true);
    orchestrator.until("node is down", () -> nodeState() == NodeState.DOWN);
    RunId id = startOne();
    for (int attempt = 2; attempt <= 3; attempt++) {
      advance(Duration.ofDays(7).plusMinutes(1));
      retried(id, attempt);
    }
    advance(Duration.ofDays(7).plusMinutes(1));
    Run failed = until(FAILED, id);
    assertThat(failed.reason()).contains(Reason.STUCK_QUEUED);
    assertThat(failed.sentence().orElseThrow().en()).contains("7 d");
    world.backend().faults().engineAway(false);
  }

  static Stream<Arguments> longStates() {
    return Stream.of(
        Arguments.of(PROVISIONING, Phase.READY, Reason.STUCK_PROVISIONING),
        Arguments.of(DRAINING, Phase.DRAIN, Reason.STUCK_DRAINING),
        Arguments.of(COLLECTING, Phase.SCORING, Reason.STUCK_COLLECTING));
  }

  @ParameterizedTest
  @MethodSource("longStates")
  void aStateThatLastsTooLongIsLeftForANewAttempt(RunState state, Phase phase, Reason reason)
      throws InterruptedException {
    world.runner().in(phase, world.runner().beating());
    RunId id = startOne();
    until(state, id);
    beatAfter(Duration.ofMinutes(10), id, phase);
    retried(id, 2);
    assertThat(run(id).reason()).contains(reason);
    world.runner().heal(phase);
    passBackoff();
    until(SUCCEEDED, id);
  }

  @Test
  void aMeasurementThatLastsTooLongIsLeftForANewAttempt() throws InterruptedException {
    world.runner().in(Phase.WARMUP, world.runner().beating());
    RunId id = start(World.TWO).runs().get(1).id();
    until(RUNNING, id);
    beatAfter(Duration.ofMinutes(8), id, Phase.WARMUP);
    retried(id, 2);
    assertThat(run(id).reason()).contains(Reason.STUCK_RUNNING);
    world.runner().heal(Phase.WARMUP);
    passBackoff();
    until(SUCCEEDED, id);
  }

  @Test
  void aRunThatHitsItsTimeLimitFails() throws InterruptedException {
    world.runner().in(Phase.WINDOW, world.runner().beating());
    RunId id = startOne();
    until(RUNNING, id);
    beatAfter(Duration.ofMinutes(121), id, Phase.WINDOW);
    Run failed = until(FAILED, id);
    assertThat(failed.reason()).contains(Reason.TIME_LIMIT);
    assertThat(failed.detail().facts())
        .containsEntry("limit", "2 h")
        .containsEntry("phase", "WINDOW");
  }

  /** Time passes, but the runner has just spoken. */
  private void beatAfter(Duration time, RunId id, Phase phase) throws InterruptedException {
    world.runner().awaitIn(phase);
    orchestrator.until(
        "runner is heard in " + phase, () -> heard(id).phase().filter(phase::equals).isPresent());
    orchestrator.part(Workers.class).awaitIdle();
    world.clock().advance(time);
    world.runner().beat();
    Await.until("the beat is heard", () -> heard(id).silence().isZero());
    orchestrator.pass();
  }

  private Heard heard(RunId id) {
    return orchestrator.part(RunWatches.class).heard(id.value(), run(id).attempt());
  }

  @Test
  void aSutThatEndsWhileDrainingFails() {
    world.runner().hold(Phase.DRAIN);
    ScriptedRunner runner = world.runner();
    RunId id =
        startOne(_ -> {
          runner.awaitIn(Phase.DRAIN);
          return 0;
        });
    until(FAILED, id);
    assertThat(run(id).reason()).contains(Reason.SUT_EXITED);
  }

  @Test
  void aRunnerThatCrashesAtTheVeryEndFailsAfterThreeAttempts() {
    world.runner().in(Phase.REPORT, (_, _) -> 70);
    RunId id = startOne();
    for (int attempt = 2; attempt <= 3; attempt++) {
      retried(id, attempt);
      orchestrator.untilCleanedUp();
      passBackoff();
    }
    until(FAILED, id);
    assertThat(path(id)).endsWith(COLLECTING, FAILED);
  }

  @Test
  void aRunThatWaitsIsCancelledAtOnce() {
    world.backend().faults().engineAway(true);
    orchestrator.until("node is down", () -> nodeState() == NodeState.DOWN);
    Evaluation evaluation = start(World.TWO);
    Evaluation cancelled = orchestrator.evaluations().cancel(caller(), evaluation.id());
    assertThat(cancelled.runs()).extracting(Run::state).containsOnly(CANCELLED);
    assertThat(cancelled.runs())
        .allMatch(run -> run.reason().equals(Optional.of(Reason.CANCELLED_BY_SUBMITTER)));
    world.backend().faults().engineAway(false);
    assertThat(judged(evaluation.id()).state()).isEqualTo(EvaluationState.CANCELLED);
  }

  static Stream<Arguments> cancellableStates() {
    return Stream.of(
        Arguments.of(PROVISIONING, Phase.READY),
        Arguments.of(RUNNING, Phase.WINDOW),
        Arguments.of(DRAINING, Phase.DRAIN));
  }

  @ParameterizedTest
  @MethodSource("cancellableStates")
  void aRunIsCancelledInEveryState(RunState state, Phase phase) {
    world.runner().hold(phase);
    Evaluation evaluation = start(World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until(state, id);
    orchestrator.evaluations().cancel(caller(), evaluation.id());
    Run cancelled = until(CANCELLED, id);
    assertThat(cancelled.reason()).contains(Reason.CANCELLED_BY_SUBMITTER);
    assertThat(evidence(id)).contains(EvidenceKind.EVENTS, EvidenceKind.SUT_LOG);
    assertThat(judged(evaluation.id()).verdicts())
        .extracting(verdict -> verdict.value())
        .containsOnly(VerdictValue.NOT_EVALUATED);
    assertThat(orchestrator.evaluations().cancel(caller(), evaluation.id()).state())
        .isEqualTo(EvaluationState.CANCELLED);
  }

  @Test
  void whatWasMeasuredUntilACancellationIsKeptAsPartial() {
    world.runner().hold(Phase.WINDOW);
    Evaluation evaluation = start(World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until(RUNNING, id);
    orchestrator.evaluations().cancel(caller(), evaluation.id());
    Run cancelled = until(CANCELLED, id);
    assertThat(cancelled.partial()).isTrue();
    assertThat(evidence(id)).contains(EvidenceKind.EXCHANGES, EvidenceKind.RESULT);
  }

  @Test
  void afterTheMeasurementARunIsCancelledOnlyUntilItIsScored() {
    world.runner().hold(Phase.CALIBRATION_B);
    Evaluation evaluation = start(World.TWO);
    RunId second = evaluation.runs().get(1).id();
    until(COLLECTING, second);
    orchestrator.evaluations().cancel(caller(), evaluation.id());
    until(CANCELLED, second);
    assertThat(judged(evaluation.id()).runs())
        .extracting(Run::state)
        .containsExactly(SUCCEEDED, CANCELLED);
    assertThat(evaluation(evaluation.id()).verdicts().getFirst().value())
        .isEqualTo(VerdictValue.MET);
  }

  @Test
  void aRequestThatComesWhileAResultIsWrittenDownComesTooLate() throws InterruptedException {
    world.runner().hold(Phase.SCORING);
    Evaluation evaluation = start(World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until(COLLECTING, id);
    orchestrator.until("scoring", () -> heard(id).phase().equals(Optional.of(Phase.SCORING)));
    orchestrator.evaluations().cancel(caller(), evaluation.id());
    orchestrator.pass();
    world.runner().release(Phase.SCORING);
    until(SUCCEEDED, id);
    assertThatThrownBy(() -> orchestrator.evaluations().cancel(caller(), evaluation.id()))
        .isInstanceOfSatisfying(
            EvaluationProblem.class,
            problem ->
                assertThat(problem.code()).isEqualTo(EvaluationProblem.Code.ALREADY_FINISHED));
  }

  @Test
  void aCancelledRunStaysUntilTheEngineSaysThatItHasStopped() throws InterruptedException {
    world.runner().hold(Phase.WINDOW);
    Evaluation evaluation = start(World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until(RUNNING, id);
    world.backend().faults().engineAway(true);
    orchestrator.evaluations().cancel(caller(), evaluation.id());
    advance(Duration.ofMinutes(5));
    orchestrator.part(Workers.class).awaitIdle();
    assertThat(run(id).state()).isEqualTo(RUNNING);
    world.backend().faults().engineAway(false);
    until(CANCELLED, id);
  }

  @Test
  void onlyAcceptedSubmissionsOfTheCallerAreEvaluated() {
    SubmissionId submission = world.submission();
    world.submissions().put(caller(), submission, SubmissionState.REJECTED);
    assertProblem(EvaluationProblem.Code.SUBMISSION_NOT_ACCEPTED, submission, World.ONE);
    assertProblem(EvaluationProblem.Code.NOT_FOUND, world.submission(), new PlanRef("none", 1));
    SubmissionId foreign = world.submission();
    world.next();
    assertProblem(EvaluationProblem.Code.NOT_FOUND, foreign, World.ONE);
  }

  @Test
  void whatNoNodeCanHoldIsRefusedAtOnce() {
    until(SUCCEEDED, startOne());
    SubmissionId large = world.submission("resources: {memory: 64Gi}\n");
    assertProblem(EvaluationProblem.Code.NO_NODE_LARGE_ENOUGH, large, World.ONE);
    SubmissionId accelerated = world.submission("resources: {gpu: {count: 1}}\n");
    assertProblem(EvaluationProblem.Code.NO_NODE_LARGE_ENOUGH, accelerated, World.ONE);
  }

  private void assertProblem(EvaluationProblem.Code code, SubmissionId submission, PlanRef plan) {
    assertThatThrownBy(() -> orchestrator.start(caller(), submission, plan))
        .isInstanceOfSatisfying(
            EvaluationProblem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  /** Comes last: what the stories left in the history, compared with the table. */
  @Test
  @Order(Integer.MAX_VALUE)
  void everyEdgeOfTheTableIsWalkedByAStory() {
    assertThat(WalkedEdges.in(TestDatabase.shared()))
        .containsExactlyInAnyOrderElementsOf(StateDiagram.edges());
  }
}
