package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import ki.testbed.TestDatabase;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.queue.Claims;
import ki.testbed.rules.Blame;
import ki.testbed.sandbox.SandboxBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real engine dies in the middle of a run, and comes back. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineDeathStoryTests {
  private static final Duration LONG = Duration.ofMinutes(3);

  private OwnEngine engine;
  private EngineWorld world;
  private TestOrchestrator orchestrator;

  @BeforeAll
  void open() throws Exception {
    Path state = TestDatabase.temporaryFolder("engine-death").resolve("engine");
    engine = new OwnEngine(state);
    world = new EngineWorld("engine_death", engine.address());
    orchestrator = new TestOrchestrator(world, Map.of("testbed.evaluation.backoff", "1s"));
    orchestrator.lead();
  }

  @AfterAll
  void close() throws Exception {
    orchestrator.close();
    engine.close();
  }

  /** Slow enough that its engine can die meanwhile. */
  private RunId startSlowOne() {
    String manifest = EngineWorld.manifest("broken/slow.yaml").replace("\"200\"", "\"400\"");
    var submission = world.submit(orchestrator, "broken-image.tar", manifest);
    Evaluation evaluation = orchestrator.start(world.caller(), submission, World.ONE);
    RunId id = evaluation.runs().getFirst().id();
    until("running", () -> run(id).state() == RunState.RUNNING);
    return id;
  }

  private Run run(RunId id) {
    return orchestrator.run(world.caller(), id);
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

  private boolean engineAnswers() {
    return orchestrator.part(Engine.class).answers();
  }

  private long results(RunId id) {
    return orchestrator.part(Evidence.class).items(id.value()).stream()
        .filter(item -> item.kind() == EvidenceKind.RESULT)
        .count();
  }

  private void endsWellIn(int attempt, RunId id) {
    until("ended", () -> run(id).state().terminal());
    Run run = run(id);
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.attempt()).isEqualTo(attempt);
    assertThat(results(id)).isEqualTo(1);
    until("no claim is open", () -> orchestrator.part(Claims.class).open().isEmpty());
    assertThat(orchestrator.part(SandboxBackend.class).owned()).isEmpty();
    assertThat(world.database().violations()).isEmpty();
  }

  @Test
  void aRunOutlivesTheDeathOfItsEngine() throws Exception {
    RunId id = startSlowOne();
    engine.kill();
    until("engine is missed", () -> !engineAnswers());
    assertThat(run(id).state()).isEqualTo(RunState.RUNNING);
    engine.start();
    endsWellIn(1, id);
  }

  @Test
  void aRunThatDiesWithItsEngineIsMadeAgain() throws Exception {
    RunId id = startSlowOne();
    engine.stop();
    until("engine is missed", () -> !engineAnswers());
    engine.start();
    until("tried again", () -> run(id).attempt() == 2);
    assertThat(orchestrator.evaluations().history(world.caller(), id))
        .anySatisfy(entry -> assertThat(entry.reason().map(Reason::blame)).contains(Blame.TESTBED));
    endsWellIn(2, id);
  }
}
