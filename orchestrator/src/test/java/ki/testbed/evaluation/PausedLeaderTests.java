package ki.testbed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import ki.testbed.TestDatabase;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.protocol.Figure;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.submission.SubmissionId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two services start at once on one empty database and one engine, all of them real. In each story
 * the one that leads is paused past its lease and goes on as if nothing had happened; from then on
 * the other one leads.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedLeaderTests {
  private static final Duration LONG = Duration.ofSeconds(75);
  private static final double ADOPTED_WITHIN = 30;
  private static final Pattern CREATE =
      Pattern.compile("POST \\S*/containers/create\\?name=tb-[0-9a-f-]{36}-1-runner");

  private final List<Replica> replicas = new ArrayList<>();
  private EngineWorld world;

  /** Hands in and looks; it never leads. */
  private TestOrchestrator desk;

  /** A service, and its own line to the engine. */
  private record Replica(ServiceProcess process, EngineLine line) {
    long timesLed() {
      return process.said().lines().filter(one -> one.contains("This process leads")).count();
    }

    long timesOusted() {
      return process.said().lines().filter(one -> one.contains("Another process leads")).count();
    }
  }

  /** Who leads when a story begins, and who does not. */
  private record Cast(Replica leader, Replica other, long epoch) {}

  @BeforeAll
  void open() throws IOException {
    world = new EngineWorld(TestDatabase.blank("paused_leader"), EngineWorld.sharedEngine());
    Path folder = TestDatabase.temporaryFolder("paused");
    for (String name : List.of("first", "second")) {
      replicas.add(replica(folder.resolve(name), folder.resolve(name + ".sock")));
    }
    replicas.forEach(one -> until("it is there", () -> one.process().isStarted(), one.process()));
    desk = new TestOrchestrator(world, Map.of());
  }

  private Replica replica(Path home, Path socket) throws IOException {
    var line = new EngineLine(socket, EngineWorld.sharedEngine());
    Map<String, Object> settings =
        world.processSettings(Map.of("testbed.sandbox.docker.host", line.address()));
    return new Replica(new ServiceProcess(home, settings), line);
  }

  @AfterAll
  void close() throws Exception {
    for (Replica replica : replicas) {
      replica.process().close();
      replica.line().close();
    }
    desk.close();
  }

  private Cast cast() {
    Replica first = replicas.getFirst();
    until("one of them leads", () -> leads(first) || leads(replicas.getLast()), first.process());
    return leads(first)
        ? new Cast(first, replicas.getLast(), epoch())
        : new Cast(replicas.getLast(), first, epoch());
  }

  private static boolean leads(Replica one) {
    return one.timesLed() > one.timesOusted();
  }

  private static void until(String what, BooleanSupplier condition, ServiceProcess said) {
    try {
      Await.until(
          what,
          LONG,
          () -> {
            assertThat(said.isAlive()).as("the service lives").isTrue();
            return condition.getAsBoolean();
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + said.said(), e);
    }
  }

  private long epoch() {
    return world
        .database()
        .owner()
        .sql("select epoch from planner_leader")
        .query(Long.class)
        .single();
  }

  private RunId start(String manifest) {
    SubmissionId submission =
        world.submit(desk, "broken-image.tar", EngineWorld.manifest(manifest));
    return desk.start(world.caller(), submission, World.ONE).runs().getFirst().id();
  }

  private Run run(RunId id) {
    return desk.run(world.caller(), id);
  }

  private int entries(RunId id) {
    return desk.evaluations().history(world.caller(), id).size();
  }

  /** The paused one sleeps until the other one has adopted the run. */
  private int adoptedByTheOther(Cast cast, RunId id, String figure) {
    cast.leader().process().pause();
    int before = entries(id);
    long from = System.nanoTime();
    until("adopted", () -> run(id).epoch() == cast.epoch() + 1, cast.other().process());
    double seconds = (System.nanoTime() - from) / 1e9;
    Figure.report(figure, seconds, "seconds");
    assertThat(seconds).isLessThanOrEqualTo(ADOPTED_WITHIN);
    return before;
  }

  private void resume(Cast cast) {
    long before = cast.leader().timesOusted();
    cast.leader().process().resume();
    until("it sees it", () -> cast.leader().timesOusted() > before, cast.leader().process());
  }

  /** From now on the run is in the hands of the other service, and ends well there. */
  private void endsOnceInTheHandsOfTheOther(Cast cast, RunId id, int entriesBefore) {
    until("run has ended", () -> run(id).state().terminal(), cast.other().process());
    Run run = run(id);
    assertThat(run.state()).describedAs("%s", run).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(epochs(id, entriesBefore))
        .as("of what was written after the pause")
        .isNotEmpty()
        .containsOnly(cast.epoch() + 1);
    assertThat(
            desk.part(Evidence.class).items(id.value()).stream()
                .filter(item -> item.kind() == EvidenceKind.RESULT))
        .hasSize(1);
  }

  private List<Long> epochs(RunId id, int entriesBefore) {
    return world
        .database()
        .owner()
        .sql("select epoch from run_history where run_id = :run order by seq offset :before")
        .param("run", id.value())
        .param("before", entriesBefore)
        .query(Long.class)
        .list();
  }

  private void nothingIsLeft(Cast cast) {
    until(
        "nothing is left",
        () -> desk.part(SandboxBackend.class).owned().isEmpty(),
        cast.other().process());
    assertThat(world.database().violations()).isEmpty();
  }

  @Test
  @Tag("engine")
  void aLeaderThatIsPausedInTheMiddleOfARunLosesItAndWritesNothingMore() {
    Cast cast = cast();
    RunId id = start("broken/slow.yaml");
    until("running", () -> run(id).state() == RunState.RUNNING, cast.leader().process());
    int before = adoptedByTheOther(cast, id, "adopted_after_pause");
    resume(cast);
    endsOnceInTheHandsOfTheOther(cast, id, before);
    nothingIsLeft(cast);
  }

  /** It holds the row of the lease just then. */
  @Test
  @Tag("chaos")
  void aWriteThatWasUnderWayWhenTheLeaderWasPausedNeverLands() {
    String failpoint = "run.provisioning-running.after-effect";
    Cast cast = cast();
    ServiceProcess leader = cast.leader().process();
    leader.failpoints().arm(failpoint, "DELAY 2");
    RunId id = start("broken/wrong.yaml");
    until("its write is under way", () -> leader.failpoints().isStruck(failpoint), leader);
    int before = adoptedByTheOther(cast, id, "adopted_after_pause_in_a_write");
    resume(cast);
    endsOnceInTheHandsOfTheOther(cast, id, before);
    nothingIsLeft(cast);
  }

  @Test
  @Tag("chaos")
  void aContainerThatThePausedLeaderStartsLateIsRemovedAndNeverCounted() throws Exception {
    Cast cast = cast();
    cast.leader().line().holdUp(CREATE);
    RunId id = start("broken/wrong.yaml");
    assertThat(cast.leader().line().awaitHeld(60)).as(cast.leader().process().said()).isTrue();
    int before = adoptedByTheOther(cast, id, "adopted_after_pause_in_a_call");
    endsOnceInTheHandsOfTheOther(cast, id, before);
    nothingIsLeft(cast);
    cast.leader().line().release(); // the engine makes now what was asked for before the pause
    String removed = "belongs to no claim and is removed";
    ServiceProcess other = cast.other().process();
    until("it came late and is removed", () -> other.said().contains(removed), other);
    nothingIsLeft(cast);
    resume(cast);
    nothingIsLeft(cast);
    assertThat(run(id).attempt()).isEqualTo(1);
  }
}
