package ki.testbed.runner.driver;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;

/**
 * What the conformance check came to.
 *
 * @param metadata hash of the SUT's description of its model
 * @param golden hash of the first accepted answer
 * @param goldenBytes length of that answer's body, 0 without one
 */
public record Conformity(
    List<Finding> findings, Optional<Sha256> metadata, Optional<Sha256> golden, int goldenBytes) {
  public Conformity {
    findings = List.copyOf(findings);
  }

  /** Whether the run can go on. */
  public boolean holds() {
    return findings.stream().noneMatch(Finding::isError);
  }
}
