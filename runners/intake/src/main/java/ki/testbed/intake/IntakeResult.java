package ki.testbed.intake;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Finding;

/**
 * What the check of one archive says.
 *
 * @param facts present if manifest, config and every layer could be read to the end; alone no sign
 *     that the image is accepted
 * @param findings errors first, all that were found
 */
public record IntakeResult(Optional<ImageFacts> facts, List<Finding> findings) {
  public IntakeResult {
    findings = List.copyOf(findings);
  }

  /** Whether the image may be used. */
  public boolean accepted() {
    return facts.isPresent() && findings.stream().noneMatch(Finding::isError);
  }
}
