package ki.testbed.evaluation;

import java.util.List;
import java.util.Objects;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.catalog.PlanRef;
import ki.testbed.protocol.Scenario;
import ki.testbed.queue.RunQueue;
import ki.testbed.queue.planner.PriorityClass;
import ki.testbed.submission.SubmissionId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Starts evaluations: all of one is there and queued, or nothing. */
@Component
class EvaluationStart {
  private final Drafting drafting;
  private final EvaluationStore evaluations;
  private final RunTransitions transitions;
  private final RunQueue queue;
  private final TransactionOperations transactions;

  EvaluationStart(
      Drafting drafting,
      EvaluationStore evaluations,
      RunTransitions transitions,
      RunQueue queue,
      TransactionOperations transactions) {
    this.drafting = drafting;
    this.evaluations = evaluations;
    this.transitions = transitions;
    this.queue = queue;
    this.transactions = transactions;
  }

  EvaluationId start(Caller caller, SubmissionId submission, PlanRef plan, Mode mode) {
    caller.require(Right.EVALUATION_WRITE);
    EvaluationDraft draft = drafting.draft(caller, submission, plan, mode);
    queue
        .tooSmall(draft.need())
        .ifPresent(largest -> {
          throw Problems.tooLarge(draft.need(), largest);
        });
    return Objects.requireNonNull(transactions.execute(_ -> store(caller, draft)));
  }

  private EvaluationId store(Caller caller, EvaluationDraft draft) {
    EvaluationId id = evaluations.insert(caller, draft.evaluation());
    List<Scenario> scenarios = draft.scenarios();
    for (int i = 0; i < scenarios.size(); i++) {
      RunId run = transitions.create(caller.organisation(), id, i, scenarios.get(i));
      queue.enqueue(run.value(), id.value(), priority(draft), draft.need(), draft.limit());
    }
    return id;
  }

  private static PriorityClass priority(EvaluationDraft draft) {
    return switch (draft.evaluation().mode()) {
      case DRY_RUN -> PriorityClass.EXPLORE;
      case MEASURED -> PriorityClass.NORMAL;
    };
  }
}
