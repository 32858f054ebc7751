package ki.testbed.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ki.testbed.catalog.PlanRef;
import ki.testbed.submission.SubmissionId;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** People who ask for evaluations again and again, and remember what they were told. */
final class ChaosLoad {
  private static final PlanRef PLAN = new PlanRef("hostile", 1);
  private static final int IN_FLIGHT = 6;

  private final ChaosStage stage;
  private final Random random;
  private final SubmissionId submission;
  private final List<EvaluationId> acknowledged = new ArrayList<>();

  ChaosLoad(ChaosStage stage, Random random) {
    this.stage = stage;
    this.random = random;
    this.submission =
        stage
            .world()
            .submit(stage.desk(), "broken-image.tar", EngineWorld.manifest("broken/wrong.yaml"));
  }

  /** Keeps some evaluations going; what fails is not acknowledged and is asked for later. */
  void keepUp() {
    try {
      for (int open = unended().size(); open < IN_FLIGHT; open++) {
        acknowledged.add(stage.desk().start(stage.world().caller(), submission, PLAN).id());
      }
    } catch (DataAccessException | TransactionException _) {
      // the database is away
    }
  }

  /** Withdraws one that has not ended. */
  void cancelOne() {
    try {
      List<EvaluationId> open = unended();
      if (!open.isEmpty()) {
        stage
            .desk()
            .evaluations()
            .cancel(stage.world().caller(), open.get(random.nextInt(open.size())));
      }
    } catch (EvaluationProblem | DataAccessException | TransactionException _) {
      // it has just ended, or the database is away
    }
  }

  /** Acknowledged evaluations of which a run has not ended. */
  List<EvaluationId> unended() {
    return acknowledged.stream()
        .skip(Math.max(0, acknowledged.size() - 50L))
        .filter(id -> runs(id).stream().anyMatch(run -> !run.state().terminal()))
        .toList();
  }

  /** Acknowledged evaluations that are not there. */
  long lost() {
    return acknowledged.stream().filter(id -> runs(id).isEmpty()).count();
  }

  /** Runs of all acknowledged evaluations. */
  List<Run> runs() {
    return acknowledged.stream().flatMap(id -> runs(id).stream()).toList();
  }

  private List<Run> runs(EvaluationId id) {
    return stage
        .desk()
        .evaluations()
        .find(stage.world().caller(), id)
        .map(Evaluation::runs)
        .orElse(List.of());
  }
}
