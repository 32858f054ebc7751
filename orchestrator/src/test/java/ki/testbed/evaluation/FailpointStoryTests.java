package ki.testbed.evaluation;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import ki.testbed.evaluation.EdgeStories.Crossing;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.failpoint.Edge;
import ki.testbed.failpoint.Fault;
import ki.testbed.failpoint.Moment;
import ki.testbed.protocol.Figure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Work that stops at any failpoint of any edge leaves nothing behind but a run that ends as it
 * would have: one terminal state, at most one result, no sandbox, no claim.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailpointStoryTests {
  private static final Crossing PLAIN = new Crossing(RunState.QUEUED, RunState.PROVISIONING);

  private final Set<String> struck = new TreeSet<>();
  private World world;
  private Optional<EdgeStories> stories = Optional.empty();
  private boolean once;

  @BeforeAll
  void open() {
    world = new World();
  }

  @AfterAll
  void close() throws Exception {
    if (stories.isPresent()) {
      stories.get().close();
    }
    world.close();
    world.database().empty();
  }

  private EdgeStories stories(Crossing edge) throws Exception {
    boolean wanted = edge.to() == RunState.FAILED;
    if (stories.isPresent() && once != wanted) {
      stories.get().close();
      stories = Optional.empty();
    }
    once = wanted;
    stories = Optional.of(stories.orElseGet(() -> EdgeStories.of(world, edge)));
    return stories.get();
  }

  /** Those that end in FAILED come last, as they need another setting. */
  static Stream<Crossing> table() {
    return Arrays.stream(RunState.values())
        .flatMap(from -> RunEdges.after(from).stream().map(to -> new Crossing(from, to)))
        .sorted((a, b) -> Boolean.compare(a.to() == RunState.FAILED, b.to() == RunState.FAILED));
  }

  private static Stream<String> failpoints(Crossing crossing) {
    return failpoints(Edge.of("run", crossing.from(), crossing.to()));
  }

  private static Stream<String> failpoints(Edge edge) {
    return Arrays.stream(Moment.values()).map(edge::at);
  }

  private static Stream<Edge> besideTheTable() {
    return Stream.of(
        Edge.begin("run", RunState.QUEUED),
        new Edge("claim", Edge.NEW, "allocated"),
        new Edge("claim", "allocated", "released"));
  }

  static Stream<Arguments> everything() {
    return Stream.concat(
        besideTheTable()
            .flatMap(FailpointStoryTests::failpoints)
            .map(name -> Arguments.of(name, PLAIN)),
        table().flatMap(edge -> failpoints(edge).map(name -> Arguments.of(name, edge))));
  }

  @ParameterizedTest
  @MethodSource("everything")
  @Order(1)
  void workThatStopsHereIsDoneByTheNextLook(String failpoint, Crossing edge) throws Exception {
    world.next();
    EdgeStories told = stories(edge);
    world.failpoints().arm(failpoint, Fault.thrown());
    RunId id = told.tell(edge);
    assertThat(world.failpoints().isArmed(failpoint)).as("not reached: " + failpoint).isFalse();
    struck.add(failpoint);
    assertSound(told, id);
  }

  private void assertSound(EdgeStories told, RunId id) {
    assertThat(world.database().violations()).isEmpty();
    assertThat(world.backend().owned()).isEmpty();
    var history = told.orchestrator().evaluations().history(world.caller(), id);
    assertThat(history.stream().filter(entry -> entry.state().terminal())).hasSize(1);
    Run run = told.run(id);
    long results =
        told.orchestrator().part(Evidence.class).items(id.value()).stream()
            .filter(item -> item.kind() == EvidenceKind.RESULT)
            .count();
    assertThat(results)
        .as("%s", run)
        .isEqualTo(run.state() == RunState.SUCCEEDED || run.partial() ? 1 : 0);
  }

  /** Comes last: what was struck, compared with the table. */
  @Test
  @Order(2)
  void everyFailpointOfEveryEdgeWasStruck() {
    Set<String> all =
        Stream.concat(
                besideTheTable().flatMap(FailpointStoryTests::failpoints),
                table().flatMap(FailpointStoryTests::failpoints))
            .collect(toCollection(TreeSet::new));
    Figure.report("failpoints_of_runs_struck", struck.size(), "of_" + all.size());
    assertThat(struck).isEqualTo(all);
    assertThat(all).containsAll(world.failpoints().reached());
  }
}
