package ki.testbed.evaluation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import ki.testbed.catalog.PlanRef;
import ki.testbed.failpoint.Injected;
import ki.testbed.protocol.Phase;
import ki.testbed.queue.Claims;
import ki.testbed.queue.NodeState;
import ki.testbed.queue.Nodes;
import ki.testbed.sandbox.SandboxHandle;

/**
 * For each edge of the table a story that crosses it, whatever fault happens there, and goes on to
 * the end of its run.
 */
final class EdgeStories implements AutoCloseable {
  /** Once a run is scored, a request to cancel it comes too late. */
  private static final Crossing LATE_CANCELLATION =
      new Crossing(RunState.COLLECTING, RunState.CANCELLED);

  private final World world;
  private final TestOrchestrator orchestrator;

  /** An edge of the table. */
  record Crossing(RunState from, RunState to) {
    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  private EdgeStories(World world, Map<String, String> settings) {
    this.world = world;
    this.orchestrator = world.orchestrator(settings);
    orchestrator.lead();
  }

  /** A run of one attempt only ends in FAILED where another one would be tried again. */
  static EdgeStories of(World world, Crossing edge) {
    String attempts = edge.to() == RunState.FAILED ? "1" : "3";
    return new EdgeStories(world, Map.of("testbed.evaluation.attempts", attempts));
  }

  TestOrchestrator orchestrator() {
    return orchestrator;
  }

  /** Tells the story until the run has ended. */
  RunId tell(Crossing edge) throws InterruptedException {
    boolean waits = edge.from() == RunState.QUEUED && edge.to() != RunState.PROVISIONING;
    if (waits) {
      away(true);
    }
    held(edge).ifPresent(world.runner()::hold);
    Evaluation evaluation = begin(edge);
    RunId id = evaluation.runs().getLast().id();
    if (edge.from() != RunState.QUEUED) {
      untilIn(edge.from(), id);
    }
    if (held(edge).isPresent()) {
      world.runner().awaitIn(held(edge).get());
    }
    cause(edge, evaluation, id);
    if (waits) {
      away(false);
    }
    if (!goesWell(edge)) {
      orchestrator.until(
          "it is left", () -> run(id).state() != edge.from() || run(id).attempt() > 1);
    }
    held(edge).ifPresent(world.runner()::release);
    untilEnded(id);
    return id;
  }

  /** Starting may be what fails: then it is asked for again, as people do. */
  private Evaluation begin(Crossing edge) {
    try {
      return start(edge);
    } catch (Injected _) {
      return start(edge);
    }
  }

  private Evaluation start(Crossing edge) {
    PlanRef plan = edge.equals(LATE_CANCELLATION) ? World.TWO : World.ONE;
    return orchestrator.start(world.caller(), world.submission(), plan);
  }

  private void away(boolean away) {
    world.backend().faults().engineAway(away);
    NodeState wanted = away ? NodeState.DOWN : NodeState.READY;
    orchestrator.until(
        "node is " + wanted,
        () ->
            orchestrator
                .part(Nodes.class)
                .find("local")
                .filter(node -> node.state() == wanted)
                .isPresent());
  }

  /** Where the runner waits, so that the run stays in the state from which the edge leads. */
  private static Optional<Phase> held(Crossing edge) {
    return switch (edge.from()) {
      case PROVISIONING -> Optional.of(Phase.READY);
      case RUNNING -> Optional.of(Phase.WINDOW);
      case DRAINING -> Optional.of(Phase.DRAIN);
      case COLLECTING ->
          Optional.of(edge.equals(LATE_CANCELLATION) ? Phase.CALIBRATION_B : Phase.SCORING);
      case QUEUED, SUCCEEDED, FAILED, CANCELLED -> Optional.empty();
    };
  }

  private void cause(Crossing edge, Evaluation evaluation, RunId id) {
    switch (edge.to()) {
      case CANCELLED -> cancel(evaluation);
      case QUEUED, FAILED -> {
        if (edge.from() == RunState.QUEUED) {
          world.clock().advance(Duration.ofDays(7).plusMinutes(1));
          orchestrator.until("it has waited too long", () -> moved(id));
        } else {
          world.backend().vanish(handle(id));
        }
      }
      case PROVISIONING, RUNNING, DRAINING, COLLECTING, SUCCEEDED -> {
        // goes well
      }
    }
  }

  private static boolean goesWell(Crossing edge) {
    return switch (edge.to()) {
      case PROVISIONING, RUNNING, DRAINING, COLLECTING, SUCCEEDED -> true;
      case QUEUED, FAILED, CANCELLED -> false;
    };
  }

  private boolean moved(RunId id) {
    return orchestrator.evaluations().history(world.caller(), id).size() > 1;
  }

  private void cancel(Evaluation evaluation) {
    try {
      orchestrator.evaluations().cancel(world.caller(), evaluation.id());
    } catch (Injected _) {
      cancelUnlessDone(evaluation);
    }
  }

  private void cancelUnlessDone(Evaluation evaluation) {
    try {
      orchestrator.evaluations().cancel(world.caller(), evaluation.id());
    } catch (EvaluationProblem _) {
      // the first request was heard after all
    }
  }

  /** Runs that somebody who was not answered has started without knowing. */
  private long unended() {
    return world
        .database()
        .client()
        .sql("select count(*) from run where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')")
        .query(Long.class)
        .single();
  }

  private SandboxHandle handle(RunId id) {
    int attempt = run(id).attempt();
    return new SandboxHandle(
        orchestrator.part(Claims.class).find(id.value(), attempt).orElseThrow().id(), attempt);
  }

  Run run(RunId id) {
    return orchestrator.run(world.caller(), id);
  }

  private void untilIn(RunState state, RunId id) {
    orchestrator.untilIn(state, world.caller(), id);
  }

  private void untilEnded(RunId id) {
    orchestrator.until(
        "all runs have ended",
        () -> {
          world.clock().advance(Duration.ofMillis(500)); // a next attempt waits for its time
          return run(id).state().terminal() && unended() == 0;
        });
    orchestrator.untilCleanedUp();
  }

  @Override
  public void close() throws Exception {
    orchestrator.close();
  }
}
