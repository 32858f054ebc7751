package ki.testbed.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Sha256;

/**
 * Content-addressed bytes. A blob is written under a temporary name, synced, hashed and renamed;
 * then one row makes it visible to its owner. The same content twice is one blob with two owners.
 */
public interface BlobStore {
  /** Stores these bytes for an owner. */
  Blob put(OrganisationId owner, InputStream bytes) throws IOException;

  /**
   * Adopts a finished file, which is moved into the store.
   *
   * @throws IOException if it cannot be moved or its hash is not the expected one
   */
  Blob adopt(OrganisationId owner, Path file, Sha256 expected) throws IOException;

  /** A blob of this owner. */
  Optional<Blob> find(OrganisationId owner, Sha256 hash);

  /** Opens a blob; the caller closes the stream. */
  InputStream open(Sha256 hash) throws IOException;

  /** Where the bytes lie, for readers that need random access. */
  Path path(Sha256 hash);

  /** A folder on the same file system for files that are still arriving. */
  Path incoming();

  /** Free bytes of the file system. */
  long freeBytes() throws IOException;

  /** Bytes by their hash. */
  record Blob(Sha256 hash, long bytes) {}
}
