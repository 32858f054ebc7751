package ki.testbed.evaluation;

import java.util.List;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.evaluation.Evaluation.EvaluationState;
import ki.testbed.queue.RunQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Ends evaluations on request: what waits at once, what runs by the leader. */
@Component
class Cancelling {
  private final EvaluationStore evaluations;
  private final RunStore runs;
  private final RunTransitions transitions;
  private final RunQueue queue;
  private final TransactionOperations transactions;

  Cancelling(
      EvaluationStore evaluations,
      RunStore runs,
      RunTransitions transitions,
      RunQueue queue,
      TransactionOperations transactions) {
    this.evaluations = evaluations;
    this.runs = runs;
    this.transitions = transitions;
    this.queue = queue;
    this.transactions = transactions;
  }

  void cancel(Caller caller, EvaluationId id) {
    caller.require(Right.EVALUATION_WRITE);
    Evaluation evaluation = evaluations.find(caller, id).orElseThrow(Problems::noEvaluation);
    if (evaluation.state() == EvaluationState.CANCELLED) {
      return;
    }
    transactions.executeWithoutResult(_ -> cancel(id));
  }

  private void cancel(EvaluationId id) {
    queue.hold(runs.ofEvaluation(id).stream().map(row -> row.id().value()).toList());
    runs.requestCancel(id);
    List<Run> open =
        runs.ofEvaluation(id).stream()
            .map(RunRow::run)
            .filter(run -> !run.state().terminal())
            .toList();
    if (open.isEmpty()) {
      throw Problems.alreadyFinished();
    }
    open.stream().filter(run -> run.state() == RunState.QUEUED).forEach(transitions::cancelWaiting);
  }
}
