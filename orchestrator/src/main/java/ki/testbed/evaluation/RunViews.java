package ki.testbed.evaluation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.protocol.Finding;
import ki.testbed.queue.RunQueue;
import ki.testbed.queue.planner.Planned;
import ki.testbed.rules.RunResult;
import org.springframework.stereotype.Component;

/** One run from all sides. */
@Component
class RunViews {
  private final RunStore runs;
  private final StoredResults results;
  private final LiveStore lives;
  private final RunQueue queue;
  private final InstantSource clock;

  RunViews(
      RunStore runs, StoredResults results, LiveStore lives, RunQueue queue, InstantSource clock) {
    this.runs = runs;
    this.results = results;
    this.lives = lives;
    this.queue = queue;
    this.clock = clock;
  }

  Optional<Run> find(Caller caller, RunId id) {
    caller.require(Right.EVALUATION_READ);
    return runs.find(caller, id).map(RunRow::run);
  }

  List<HistoryEntry> history(Caller caller, RunId id) {
    return find(caller, id).map(run -> runs.history(run.id())).orElse(List.of());
  }

  List<Finding> findings(Caller caller, RunId id) {
    return find(caller, id).map(run -> runs.findings(run.id())).orElse(List.of());
  }

  Optional<RunResult> result(Caller caller, RunId id) {
    return find(caller, id).flatMap(results::last);
  }

  Optional<LiveFigures> live(Caller caller, RunId id) {
    return find(caller, id)
        .filter(run -> !run.state().terminal())
        .flatMap(run -> lives.find(run.id()));
  }

  Optional<Waiting> waiting(Caller caller, RunId id) {
    return find(caller, id)
        .filter(run -> run.state() == RunState.QUEUED)
        .flatMap(run -> queue.place(run.id().value(), clock.instant()))
        .map(RunViews::waiting);
  }

  private static Waiting waiting(Planned planned) {
    return switch (planned) {
      case Planned.Start _ -> WaitingTexts.of(0, "STARTING");
      case Planned.Prepare _ -> WaitingTexts.of(0, "IMAGE");
      case Planned.Hold hold -> WaitingTexts.of(hold.ahead(), hold.why().name());
    };
  }
}
