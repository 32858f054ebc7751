package ki.testbed.evaluation;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.catalog.PlanRef;
import ki.testbed.protocol.Grade;
import ki.testbed.submission.SubmissionId;

/**
 * A run with what only the reconciler needs.
 *
 * @param claim of this attempt
 * @param environment engine and machine when the claim was made
 * @param sandboxSeen whether the engine was seen to hold its sandbox
 * @param ending why it is being ended, written before our own stop
 */
record RunRow(
    Run run,
    SubmissionId submission,
    PlanRef plan,
    Grade grade,
    Optional<UUID> claim,
    Optional<String> node,
    Map<String, String> environment,
    boolean sandboxSeen,
    Optional<Why> ending) {
  RunRow {
    environment = Map.copyOf(environment);
  }

  RunId id() {
    return run.id();
  }
}
