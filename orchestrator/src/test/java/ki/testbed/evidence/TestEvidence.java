package ki.testbed.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import ki.testbed.TestDatabase;
import ki.testbed.access.AuditPort;

/** The parts of this module on a database and a folder of a test. */
public final class TestEvidence {
  private final TestDatabase database;
  private final BlobStore blobs;

  /** Nothing is started. */
  public TestEvidence(TestDatabase database, Path folder) {
    this.database = database;
    try {
      this.blobs =
          new FileBlobStore(folder, new BlobRowStore(database.client()), database.transactions());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes in the folder. */
  public BlobStore blobs() {
    return blobs;
  }

  /** Facts in the database. */
  public Evidence evidence() {
    return new StoredEvidence(
        blobs,
        new EvidenceStore(database.client()),
        new MeasurementStore(database.client()),
        database.transactions());
  }

  /** The audit trail in the database. */
  public AuditPort audit() {
    return new AuditStore(database.client());
  }
}
