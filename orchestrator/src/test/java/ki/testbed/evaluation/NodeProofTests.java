package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import ki.testbed.protocol.Sha256;
import ki.testbed.queue.Node;
import ki.testbed.queue.NodeState;
import ki.testbed.queue.Nodes;
import ki.testbed.sandbox.Deviation;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.Leftovers;
import ki.testbed.sandbox.NodeProof;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.SutSpec;
import ki.testbed.sandbox.docker.DockerBackend;
import ki.testbed.sandbox.docker.DockerSettings;
import ki.testbed.sandbox.docker.TestImages;
import ki.testbed.sandbox.docker.WeakenedEngine;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real runner's probe and reaper on a real engine, which keeps the profile or does not. */
@Tag("engine")
class NodeProofTests {
  private static final Path ARCHIVE =
      Path.of("..", "runners", "harness", "target", "runner-image.tar");
  private static final URI ENGINE = URI.create(EngineWorld.sharedEngine());
  private static final Resources LIMITS = new Resources(1000, 64L << 20, 64, 1 << 20, 1 << 20);

  private static ImageSource runner() throws IOException {
    List<String> layers = Files.readAllLines(ARCHIVE.resolveSibling("runner-image.layers"));
    return new ImageSource(
        Sha256.parse(Files.readString(ARCHIVE.resolveSibling("runner-image.id")).strip()),
        layers.stream().filter(line -> !line.isBlank()).map(Sha256::parse).toList(),
        () -> Files.newInputStream(ARCHIVE));
  }

  private static DockerBackend backend(URI host) {
    return DockerBackend.open(new DockerSettings(host, UUID.randomUUID()), InstantSource.system());
  }

  /** A sandbox whose runner takes its order and then does nothing. */
  private static SandboxHandle started(SandboxBackend backend, ImageSource sut) throws IOException {
    ImageSource waiting =
        TestImages.of(List.of("/bin/busybox", "sh", "-c", "cat > /dev/null; exec sleep 600"));
    backend.load(waiting, Fence.alone());
    backend.load(sut, Fence.alone());
    SandboxHandle handle =
        backend.create(
            new SandboxSpec(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                new RunnerSpec(waiting, LIMITS, ""),
                new SutSpec(sut, LIMITS, Duration.ofSeconds(1), "")),
            Fence.alone());
    backend.order(handle, new ByteArrayInputStream(new byte[] {1}), 1, Fence.alone());
    return handle;
  }

  private static Exit sutExit(SandboxBackend backend, SandboxHandle handle) {
    var seen = new AtomicReference<Optional<Exit>>(Optional.empty());
    Await.until(
        "the SUT has ended",
        () -> {
          if (backend.status(handle) instanceof SandboxStatus.Exited exited) {
            seen.set(exited.sut());
          }
          return seen.get().isPresent();
        });
    return seen.get().orElseThrow();
  }

  @Test
  void anHonestEngineKeepsEverything() throws Exception {
    try (SandboxBackend backend = backend(ENGINE)) {
      NodeProof proof = backend.prove(runner(), Fence.alone());
      assertThat(proof.deviations()).isEmpty();
      assertThat(proof.seen()).hasSizeGreaterThan(140).containsEntry("status.Seccomp", "2");
      assertThat(backend.owned()).isEmpty();
    }
  }

  @Test
  void whatAnEngineLeavesOutIsNamedThoughItSaysOtherwise() throws Exception {
    try (var engine = new WeakenedEngine(ENGINE);
        SandboxBackend backend = backend(engine.host())) {
      engine.filtering(false);
      NodeProof proof = backend.prove(runner(), Fence.alone());
      assertThat(proof.passed()).isFalse();
      assertThat(proof.deviations())
          .contains(
              new Deviation("status.Seccomp", "2", "0"),
              new Deviation("call.ptrace.traceme", "EPERM", "ok"),
              new Deviation("call.unshare", "EPERM", "ok"));
    }
  }

  @Test
  void underTheProfileNobodyLeavesTheEnginesSight() throws Exception {
    try (SandboxBackend backend = backend(ENGINE)) {
      backend.load(runner(), Fence.alone());
      SandboxHandle handle = started(backend, TestImages.ghost());
      assertThat(sutExit(backend, handle).how()).isEqualTo(new Exit.How.Code(99));
      assertThat(backend.profile(handle, Part.SUT))
          .containsEntry("ReadonlyRootfs", "true")
          .containsEntry("CapDrop.0", "ALL")
          .containsEntry("Memory", Long.toString(LIMITS.memoryBytes()))
          .hasEntrySatisfying(
              "SecurityOpt.1", text -> assertThat(text).startsWith("seccomp=sha256:"));
      assertThat(backend.remove(handle, Fence.alone())).isEqualTo(Leftovers.NONE);
    }
  }

  @Test
  void aGhostAndItsShimAreEndedByTheReaper() throws Exception {
    try (var engine = new WeakenedEngine(ENGINE);
        SandboxBackend backend = backend(engine.host())) {
      backend.prove(runner(), Fence.alone());
      engine.filtering(false);
      engine.init(false);
      SandboxHandle handle = started(backend, TestImages.ghost());
      Exit exit = sutExit(backend, handle);
      assertThat(exit.how()).isInstanceOf(Exit.How.Outlived.class);
      Leftovers found = backend.remove(handle, Fence.alone());
      assertThat(found.killed()).contains("ghost");
      assertThat(found.shims()).isEqualTo(1);
      assertThat(backend.owned()).isEmpty();
      assertThat(backend.status(handle)).isEqualTo(new SandboxStatus.Gone());
    }
  }

  @Test
  void aServiceNamesTheLineToItsOperatorAndGoesOnWhenTheEngineIsRightAgain() throws Exception {
    try (var engine = new WeakenedEngine(ENGINE)) {
      engine.filtering(false);
      var world = new EngineWorld("weakened_engine", engine.host().toString());
      try (var orchestrator =
          new TestOrchestrator(world, Map.of("testbed.preflight.retry", "1s"))) {
        orchestrator.lead();
        untilNode(orchestrator, node -> node.why().contains("call.add_key is"));
        assertThat(node(orchestrator).orElseThrow().state()).isEqualTo(NodeState.SUSPECT);
        assertThat(orchestrator.part(Incidents.class).latest("local"))
            .first(InstanceOfAssertFactories.STRING)
            .startsWith("PREFLIGHT_FAILED: call.add_key is");
        engine.filtering(true);
        untilNode(orchestrator, node -> node.state() == NodeState.READY);
        assertThat(node(orchestrator).orElseThrow().why()).isEmpty();
      }
    }
  }

  private static Optional<Node> node(TestOrchestrator orchestrator) {
    return orchestrator.part(Nodes.class).find("local");
  }

  private static void untilNode(TestOrchestrator orchestrator, Predicate<Node> condition) {
    Await.until(
        "node",
        Duration.ofMinutes(2),
        () -> {
          orchestrator.pass();
          return node(orchestrator).filter(condition).isPresent();
        });
  }
}
