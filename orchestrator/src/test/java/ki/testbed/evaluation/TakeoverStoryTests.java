package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.protocol.Phase;
import ki.testbed.queue.Claims;
import ki.testbed.queue.Leadership;
import ki.testbed.queue.NotLeader;
import ki.testbed.queue.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Orchestrators and databases go away while runs go on. */
class TakeoverStoryTests {
  private World world;
  private TestOrchestrator first;

  @BeforeEach
  void open() {
    world = new World();
    first = world.orchestrator();
    first.lead();
  }

  @AfterEach
  void close() throws Exception {
    first.close();
    world.close();
    assertThat(world.database().violations()).isEmpty();
  }

  private RunId startOne() {
    return first.start(world.caller(), world.submission(), World.ONE).runs().getFirst().id();
  }

  static Stream<Arguments> statesOfARun() {
    return Stream.of(
        Arguments.of(RunState.PROVISIONING, Phase.READY),
        Arguments.of(RunState.RUNNING, Phase.WINDOW),
        Arguments.of(RunState.COLLECTING, Phase.SCORING));
  }

  @ParameterizedTest
  @MethodSource("statesOfARun")
  void theNextLeaderFinishesTheRunOfAKilledOne(RunState state, Phase phase) throws Exception {
    world.runner().hold(phase);
    RunId id = startOne();
    first.untilIn(state, world.caller(), id);
    world.runner().awaitIn(phase);
    first.kill();
    try (TestOrchestrator second = world.orchestrator()) {
      second.lead();
      second.until("adopted", () -> second.run(world.caller(), id).epoch() == 2);
      world.runner().release(phase);
      Run run = second.untilIn(RunState.SUCCEEDED, world.caller(), id);
      second.untilCleanedUp();
      assertThat(run.attempt()).isEqualTo(1);
      assertThat(world.runner().orders()).isEqualTo(1);
      assertThat(results(second, id)).isEqualTo(1);
      assertThat(world.backend().owned()).isEmpty();
    }
  }

  private static long results(TestOrchestrator orchestrator, RunId id) {
    return orchestrator.part(Evidence.class).items(id.value()).stream()
        .filter(item -> item.kind() == EvidenceKind.RESULT)
        .count();
  }

  @Test
  void aRunThatEndsWhileNobodyLeadsIsCollectedByTheNextLeader() throws Exception {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    first.untilIn(RunState.RUNNING, world.caller(), id);
    first.kill();
    world.runner().release(Phase.WINDOW);
    world.runner().awaitIn(Phase.REPORT);
    try (TestOrchestrator second = world.orchestrator()) {
      second.lead();
      Run run = second.untilIn(RunState.SUCCEEDED, world.caller(), id);
      second.untilCleanedUp();
      assertThat(run.attempt()).isEqualTo(1);
      assertThat(results(second, id)).isEqualTo(1);
    }
  }

  @Test
  void nothingAnOldLeaderWritesLands() throws Exception {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    Run seenByFirst = first.untilIn(RunState.RUNNING, world.caller(), id);
    Term old = first.part(Leadership.class).term().orElseThrow();
    first.part(Workers.class).awaitIdle();
    try (TestOrchestrator second = world.orchestrator()) {
      second.lead();
      second.until("adopted", () -> second.run(world.caller(), id).epoch() > old.epoch());
      Run adopted = second.run(world.caller(), id);
      assertThatThrownBy(() ->
              transition(
                  first,
                  () -> first.part(RunTransitions.class).advance(seenByFirst, RunState.DRAINING)))
          .isInstanceOf(NotLeader.class);
      assertThatThrownBy(() ->
              transition(
                  second,
                  () ->
                      second
                          .part(RunTransitions.class)
                          .end(seenByFirst, Why.of(Reason.ENGINE_LOST), adopted.epoch())))
          .isInstanceOf(RunMoved.class);
      Claims claims = first.part(Claims.class);
      assertThatThrownBy(() ->
              transition(
                  first,
                  () ->
                      claims.release(
                          claims.open().getFirst().id(), old.epoch(), world.clock().instant())))
          .isInstanceOf(NotLeader.class);
      assertThat(second.run(world.caller(), id).state()).isEqualTo(RunState.RUNNING);
      assertThat(claims.open()).hasSize(1);
      world.runner().release(Phase.WINDOW);
      second.untilIn(RunState.SUCCEEDED, world.caller(), id);
      second.untilCleanedUp();
      assertThat(results(second, id)).isEqualTo(1);
    }
  }

  private static void transition(TestOrchestrator orchestrator, Runnable change) {
    orchestrator.part(TransactionOperations.class).executeWithoutResult(_ -> change.run());
  }

  private static boolean reaches(TestOrchestrator orchestrator) {
    try {
      transition(orchestrator, () -> {});
      return true;
    } catch (TransactionException e) {
      return false;
    }
  }

  @Test
  void aDatabaseThatGoesAwayDuringARunEndsNothing() throws Exception {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    first.untilIn(RunState.RUNNING, world.caller(), id);
    first.line().cut();
    for (int i = 0; i < 3; i++) {
      first.pass();
    }
    world.runner().release(Phase.WINDOW);
    world.runner().awaitIn(Phase.REPORT);
    first.pass();
    first.line().mend();
    Await.until("connections are there again", () -> reaches(first));
    Run run = first.untilIn(RunState.SUCCEEDED, world.caller(), id);
    first.untilCleanedUp();
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(results(first, id)).isEqualTo(1);
    assertThat(world.backend().owned()).isEmpty();
  }
}
