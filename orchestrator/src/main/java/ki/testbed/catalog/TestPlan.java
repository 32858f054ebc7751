package ki.testbed.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Criterion;

/**
 * A sealed version of a test plan.
 *
 * @param runner name of the runner that measures, absent for our own; the operator approves others
 * @param sha256 over its canonical JSON, fixed at {@code sealedAt}, before the first run
 * @param body the canonical JSON
 */
public record TestPlan(
    PlanRef ref,
    Text title,
    Text description,
    List<PlannedScenario> scenarios,
    List<Criterion> criteria,
    List<DataSetRef> dataSets,
    Optional<String> runner,
    String body,
    Sha256 sha256,
    Instant sealedAt) {

  /** A scenario with the data set it uses, and the output that carries the answer. */
  public record PlannedScenario(Scenario scenario, String dataSet, String scoredOutput) {}

  /** A data set version as the plan pins it. */
  public record DataSetRef(String ref, String version, Sha256 sha256) {}
}
