package ki.testbed.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.rules.RunResult;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Results as they lie in the evidence. */
@Component
class StoredResults {
  private final Evidence evidence;
  private final BlobStore blobs;
  private final JsonMapper json;

  StoredResults(Evidence evidence, BlobStore blobs, JsonMapper json) {
    this.evidence = evidence;
    this.blobs = blobs;
    this.json = json;
  }

  /** The result of the last attempt that has one. */
  Optional<RunResult> last(Run run) {
    return evidence.items(run.id().value()).stream()
        .filter(item -> item.kind() == EvidenceKind.RESULT)
        .reduce((_, later) -> later)
        .map(this::read);
  }

  private RunResult read(EvidenceItem item) {
    try (InputStream bytes = blobs.open(item.sha256())) {
      return RunResult.fromJson(json.readTree(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored result cannot be read", e);
    }
  }
}
