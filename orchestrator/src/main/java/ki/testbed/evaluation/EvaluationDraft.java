package ki.testbed.evaluation;

import java.time.Duration;
import java.util.List;
import ki.testbed.protocol.Scenario;
import ki.testbed.queue.planner.Need;

/**
 * An evaluation that may be started.
 *
 * @param scenarios one per run, in the order they are to run
 * @param need of each run
 * @param limit of each run
 */
record EvaluationDraft(Evaluation evaluation, List<Scenario> scenarios, Need need, Duration limit) {
  EvaluationDraft {
    scenarios = List.copyOf(scenarios);
  }
}
