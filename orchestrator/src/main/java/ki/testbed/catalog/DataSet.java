package ki.testbed.catalog;

import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;

/**
 * A registered version of a data set.
 *
 * @param sha256 of its record (canonical JSON), which binds the hashes of both blobs
 * @param samples NDJSON of inputs, one per line
 * @param expected NDJSON of expected labels, same order
 * @param n number of samples
 */
public record DataSet(
    String id,
    String version,
    Sha256 sha256,
    Sha256 samples,
    long samplesBytes,
    Sha256 expected,
    long expectedBytes,
    int n,
    String licence,
    String source,
    String selectionRule,
    Visibility visibility,
    Text title) {

  /** Who may see its content. */
  public enum Visibility {
    /** Everybody. */
    PUBLIC,
    /** Its submitter. */
    SUBMITTER,
    /** Nobody outside the run. */
    HIDDEN
  }
}
