package ki.testbed.showcase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.EvaluationProblem;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.HistoryEntry;
import ki.testbed.evaluation.LiveFigures;
import ki.testbed.evaluation.Mode;
import ki.testbed.evaluation.ObservedRun;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evaluation.RunOverview;
import ki.testbed.evaluation.RunState;
import ki.testbed.evaluation.Waiting;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.RunResult;
import ki.testbed.submission.SubmissionId;
import org.springframework.dao.DataAccessResourceFailureException;

/** Evaluations as they were told; starting one makes an empty one, nothing runs. */
public final class ShownEvaluations implements Evaluations, RunOverview {
  private final List<Evaluation> evaluations = new ArrayList<>();
  private final Map<RunId, List<HistoryEntry>> histories = new HashMap<>();
  private final Map<RunId, RunResult> results = new HashMap<>();
  private final Map<RunId, LiveFigures> live = new HashMap<>();
  private final Map<RunId, Waiting> waiting = new HashMap<>();
  private boolean away;

  /** Nothing was ever told. */
  public synchronized void forget() {
    evaluations.clear();
  }

  /** Lets every question fail as if the database were away, or answers again. */
  public synchronized void databaseAway(boolean now) {
    away = now;
  }

  /** Adds an evaluation, or replaces the one of this id. */
  public synchronized void put(Evaluation evaluation) {
    evaluations.removeIf(one -> one.id().equals(evaluation.id()));
    evaluations.add(evaluation);
  }

  /** What happened to a run. */
  public synchronized void history(RunId run, List<HistoryEntry> entries) {
    histories.put(run, List.copyOf(entries));
  }

  /** What a run measured. */
  public synchronized void result(RunId run, RunResult result) {
    results.put(run, result);
  }

  /** What a run tells of itself now. */
  public synchronized void live(LiveFigures figures) {
    live.put(figures.run(), figures);
  }

  /** Why a run waits. */
  public synchronized void waiting(RunId run, Waiting why) {
    waiting.put(run, why);
  }

  @Override
  public synchronized Evaluation start(
      Caller caller, SubmissionId submission, PlanRef plan, Mode mode) {
    caller.require(Right.EVALUATION_WRITE);
    if (plan.version() > 900) {
      throw new EvaluationProblem(
          EvaluationProblem.Code.PLAN_NOT_APPLICABLE,
          new Text(
              "Der Prüfplan verlangt einen anderen Knoten.", "The plan asks for another node."),
          new Text("Wählen Sie einen anderen Prüfplan.", "Choose another test plan."));
    }
    var evaluation =
        new Evaluation(
            new EvaluationId(UUID.randomUUID()),
            caller.organisation(),
            submission,
            "started",
            "1",
            Sha256.of(new byte[] {1}),
            plan,
            Sha256.of(new byte[] {2}),
            List.of(Sha256.of(new byte[] {3})),
            mode,
            Grade.PREVIEW,
            Evaluation.EvaluationState.OPEN,
            Instant.parse("2026-03-02T10:00:00Z"),
            Optional.empty(),
            List.of(),
            List.of());
    put(evaluation);
    return evaluation;
  }

  @Override
  public synchronized Evaluation cancel(Caller caller, EvaluationId id) {
    caller.require(Right.EVALUATION_WRITE);
    return find(caller, id)
        .orElseThrow(() ->
            new EvaluationProblem(
                EvaluationProblem.Code.NOT_FOUND, new Text("", ""), new Text("", "")));
  }

  @Override
  public synchronized Optional<Evaluation> find(Caller caller, EvaluationId id) {
    caller.require(Right.EVALUATION_READ);
    return mine(caller).filter(one -> one.id().equals(id)).findFirst();
  }

  private Stream<Evaluation> mine(Caller caller) {
    if (away) {
      throw new DataAccessResourceFailureException("connection refused");
    }
    return evaluations.stream().filter(one -> one.organisation().equals(caller.organisation()));
  }

  @Override
  public synchronized List<Evaluation> list(
      Caller caller, int limit, Optional<EvaluationId> after) {
    caller.require(Right.EVALUATION_READ);
    List<Evaluation> all = mine(caller).toList().reversed();
    int from = after.map(id -> all.stream().map(Evaluation::id).toList().indexOf(id) + 1).orElse(0);
    return all.subList(from, Math.min(all.size(), from + limit));
  }

  @Override
  public synchronized List<Evaluation> ofSubmission(Caller caller, SubmissionId submission) {
    caller.require(Right.EVALUATION_READ);
    return mine(caller).filter(one -> one.submission().equals(submission)).toList().reversed();
  }

  @Override
  public synchronized Optional<Run> run(Caller caller, RunId id) {
    caller.require(Right.EVALUATION_READ);
    return mine(caller)
        .flatMap(one -> one.runs().stream())
        .filter(run -> run.id().equals(id))
        .findFirst();
  }

  @Override
  public synchronized List<HistoryEntry> history(Caller caller, RunId id) {
    return histories.getOrDefault(id, List.of());
  }

  @Override
  public synchronized List<Finding> findings(Caller caller, RunId id) {
    return result(caller, id).map(RunResult::conformance).orElse(List.of());
  }

  @Override
  public synchronized Optional<RunResult> result(Caller caller, RunId id) {
    return run(caller, id).map(Run::id).map(results::get);
  }

  @Override
  public synchronized Optional<LiveFigures> live(Caller caller, RunId id) {
    return run(caller, id).flatMap(run -> live(run.id()));
  }

  @Override
  public Optional<Integer> position(Caller caller, RunId id) {
    return waiting(caller, id).map(Waiting::ahead);
  }

  @Override
  public synchronized Optional<Waiting> waiting(Caller caller, RunId id) {
    return run(caller, id)
        .filter(run -> run.state() == RunState.QUEUED)
        .map(run -> waiting.get(run.id()));
  }

  @Override
  public synchronized Map<RunState, Long> counts() {
    Map<RunState, Long> counts =
        all().collect(Collectors.groupingBy(run -> run.run().state(), Collectors.counting()));
    return Arrays.stream(RunState.values())
        .collect(Collectors.toMap(Function.identity(), state -> counts.getOrDefault(state, 0L)));
  }

  @Override
  public synchronized Map<RunState, Instant> oldest() {
    return all()
        .map(ObservedRun::run)
        .filter(run -> !run.state().terminal())
        .collect(
            Collectors.toMap(
                Run::state, Run::since, BinaryOperator.minBy(Comparator.naturalOrder())));
  }

  @Override
  public synchronized List<ObservedRun> observed(Instant endedSince, int limit) {
    return all()
        .filter(one -> !one.run().state().terminal() || !one.run().since().isBefore(endedSince))
        .toList()
        .reversed()
        .stream()
        .limit(limit)
        .toList();
  }

  private Stream<ObservedRun> all() {
    if (away) {
      throw new DataAccessResourceFailureException("connection refused");
    }
    return evaluations.stream()
        .flatMap(one ->
            one.runs().stream()
                .map(run ->
                    new ObservedRun(run, one.grade(), Optional.of("local"), Optional.of("fake"))));
  }

  @Override
  public synchronized Optional<LiveFigures> live(RunId id) {
    return Optional.ofNullable(live.get(id));
  }
}
