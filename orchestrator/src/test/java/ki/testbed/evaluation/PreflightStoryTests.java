package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.protocol.Phase;
import ki.testbed.queue.Node;
import ki.testbed.queue.NodeState;
import ki.testbed.queue.Nodes;
import ki.testbed.sandbox.Deviation;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs wait for a node that has not proved that it keeps the profile, and none fails by it. */
class PreflightStoryTests {
  private static final Deviation UNFILTERED = new Deviation("status.Seccomp", "2", "0");

  private World world;
  private TestOrchestrator orchestrator;

  @BeforeEach
  void open() {
    world = new World();
    orchestrator = world.orchestrator();
    orchestrator.lead();
  }

  @AfterEach
  void close() throws Exception {
    orchestrator.close();
    world.close();
  }

  private RunId startOne() {
    return orchestrator.start(world.caller(), world.submission(), World.ONE).runs().getFirst().id();
  }

  private Node node() {
    return orchestrator.part(Nodes.class).find("local").orElseThrow();
  }

  private void until(NodeState state) {
    orchestrator.until(
        "node is " + state,
        () ->
            orchestrator
                .part(Nodes.class)
                .find("local")
                .map(Node::state)
                .filter(state::equals)
                .isPresent());
  }

  private Run run(RunId id) {
    return orchestrator.run(world.caller(), id);
  }

  private List<String> incidents() {
    return orchestrator.part(Incidents.class).latest("local");
  }

  @Test
  void aNodeThatDoesNotKeepTheProfileGetsNoRunUntilItDoes() {
    world.backend().faults().weaken(UNFILTERED);
    RunId id = startOne();
    until(NodeState.SUSPECT);
    orchestrator.until("the line is named", () -> node().why().contains("status.Seccomp"));
    assertThat(node().state()).isEqualTo(NodeState.SUSPECT);
    assertThat(node().why())
        .isEqualTo("Its self-test failed, no new run starts: status.Seccomp is 0, not 2.");
    assertThat(run(id).state()).isEqualTo(RunState.QUEUED);
    Waiting waiting = orchestrator.evaluations().waiting(world.caller(), id).orElseThrow();
    assertThat(waiting.code()).isEqualTo("NODE_HEALTH");
    assertThat(waiting.text().en()).contains("have to prove first");
    assertThat(incidents()).containsExactly("PREFLIGHT_FAILED: status.Seccomp is 0, not 2");
    world.backend().faults().weaken();
    world.clock().advance(Duration.ofSeconds(61));
    orchestrator.untilIn(RunState.SUCCEEDED, world.caller(), id);
    assertThat(run(id).attempt()).isEqualTo(1);
    until(NodeState.READY);
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void everyRunCarriesTheProofThatItStartedOn() {
    RunId id = startOne();
    orchestrator.untilIn(RunState.SUCCEEDED, world.caller(), id);
    assertThat(orchestrator.part(Evidence.class).items(id.value()))
        .filteredOn(item -> item.kind() == EvidenceKind.PREFLIGHT)
        .extracting(EvidenceItem::sha256)
        .containsExactly(world.backend().faults().proof(world.backend().facts().tier()).sha256());
  }

  @Test
  void theProofIsMadeAgainAfterAWhileButNeverBesideARun() throws Exception {
    orchestrator.close();
    orchestrator = world.orchestrator(Map.of("testbed.preflight.every", "20s"));
    orchestrator.lead();
    world.runner().hold(Phase.WINDOW);
    RunId first = startOne();
    orchestrator.untilIn(RunState.RUNNING, world.caller(), first);
    world.runner().awaitIn(Phase.WINDOW);
    world.backend().faults().weaken(UNFILTERED);
    assertThat(node().state()).isEqualTo(NodeState.READY);
    world.clock().advance(Duration.ofSeconds(21));
    until(NodeState.SUSPECT);
    assertThat(node().why()).contains("has to run");
    assertThat(run(first).state()).isEqualTo(RunState.RUNNING);
    world.runner().release(Phase.WINDOW);
    orchestrator.untilIn(RunState.SUCCEEDED, world.caller(), first);
    orchestrator.until("the line is named", () -> node().why().contains("status.Seccomp"));
  }

  @Test
  void anEngineThatWasAwayProvesItselfAgain() {
    until(NodeState.READY);
    world.backend().faults().engineAway(true);
    until(NodeState.DOWN);
    world.backend().faults().weaken(UNFILTERED);
    world.backend().faults().engineAway(false);
    orchestrator.until("the line is named", () -> node().why().contains("status.Seccomp"));
  }

  @Test
  void aProcessThatOutlivesItsContainerIsAnIncidentAndTheNodeIsTriedAgain()
      throws InterruptedException {
    world.runner().hold(Phase.WINDOW);
    RunId id = startOne();
    orchestrator.untilIn(RunState.RUNNING, world.caller(), id);
    world.runner().awaitIn(Phase.WINDOW);
    SandboxHandle handle = orchestrator.part(SandboxBackend.class).owned().getFirst().handle();
    world.backend().faults().weaken(UNFILTERED);
    world.backend().haunt(handle);
    world.runner().release(Phase.WINDOW);
    orchestrator.untilIn(RunState.FAILED, world.caller(), id);
    assertThat(run(id).reason()).contains(Reason.GHOST_PROCESS);
    orchestrator.until("the line is named", () -> node().why().contains("status.Seccomp"));
    assertThat(incidents())
        .contains("GHOST_PROCESS: processes outlived their container and were killed: ghost");
  }

  @Test
  void settingsHaveTheirDefaultsAndKeys() {
    assertThat(orchestrator.part(PreflightProperties.class))
        .isEqualTo(new PreflightProperties(Duration.ofHours(1), Duration.ofSeconds(60)));
    var other =
        world.orchestrator(
            Map.of("testbed.preflight.every", "2h", "testbed.preflight.retry", "5s"));
    assertThat(other.part(PreflightProperties.class))
        .isEqualTo(new PreflightProperties(Duration.ofHours(2), Duration.ofSeconds(5)));
  }
}
