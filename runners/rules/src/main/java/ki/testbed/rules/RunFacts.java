package ki.testbed.rules;

import java.util.List;
import java.util.UUID;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;

/**
 * Everything a result is made of, after the run has ended.
 *
 * @param criteria those of the plan that ask about this scenario; they fix confidences, and which
 *     percentiles must be certain
 * @param conformance findings of the runner's conformance check
 * @param seedCommit what the orchestrator committed to before the run
 */
public record RunFacts(
    UUID run,
    int attempt,
    Scenario scenario,
    Grade grade,
    Isolation isolation,
    List<Criterion> criteria,
    Recording recording,
    HarnessFacts harness,
    SutFacts sut,
    List<Finding> conformance,
    Sha256 seedCommit) {
  public RunFacts {
    criteria = List.copyOf(criteria);
    conformance = List.copyOf(conformance);
    String id = scenario.id();
    if (!criteria.stream().allMatch(c -> c.scenario().equals(id))) {
      throw new IllegalArgumentException("a criterion asks about another scenario than " + id);
    }
  }
}
