package ki.testbed.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import ki.testbed.access.Caller;
import ki.testbed.access.OrganisationId;
import ki.testbed.access.Right;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.ContentChangedException;
import ki.testbed.failpoint.Edge;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.UploadProblem.Code;
import ki.testbed.submission.UploadStore.Announced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes on their way in: a chunk is durable in its file before the row says so, and the row is what
 * counts.
 */
final class Uploads {
  private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
  private static final Duration RATE = Duration.ofHours(1);

  private final UploadStore store;
  private final BlobStore blobs;
  private final Changes changes;
  private final SubmissionProperties.Uploads bounds;
  private final Clocks clocks;

  /** Time of day, and a clock that only moves forward in nanoseconds. */
  record Clocks(InstantSource wall, LongSupplier nanoTime) {
    /** Now, as exactly as the database keeps it. */
    Instant now() {
      return wall.instant().truncatedTo(ChronoUnit.MICROS);
    }
  }

  Uploads(
      UploadStore store,
      BlobStore blobs,
      Changes changes,
      SubmissionProperties.Uploads bounds,
      Clocks clocks) {
    this.store = store;
    this.blobs = blobs;
    this.changes = changes;
    this.bounds = bounds;
    this.clocks = clocks;
  }

  SubmissionProperties.Uploads bounds() {
    return bounds;
  }

  Upload create(Caller caller, long sizeBytes, Sha256 sha256, String mediaType) {
    caller.require(Right.SUBMISSION_WRITE);
    requireSane(sizeBytes, mediaType);
    var announced = new Announced(sizeBytes, sha256, mediaType);
    return changes.whole(() -> {
      store.lockOrganisation(caller.organisation());
      return blobs
              .find(caller.organisation(), sha256)
              .filter(blob -> blob.bytes() == sizeBytes)
              .isPresent()
          ? create(caller, announced, UploadState.COMPLETE)
          : store
              .begun(caller.organisation(), announced)
              .orElseGet(() -> createNew(caller, announced));
    });
  }

  private void requireSane(long sizeBytes, String mediaType) {
    if (sizeBytes <= 0) {
      throw new UploadProblem(Code.EMPTY);
    }
    if (sizeBytes > bounds.largest().toBytes()) {
      throw new UploadProblem(Code.TOO_LARGE, bounds.largest().toBytes());
    }
    if (!mediaType.matches("[!-~ ]{3,120}")) {
      throw new UploadProblem(Code.MEDIA_TYPE);
    }
  }

  private Upload createNew(Caller caller, Announced announced) {
    var usage = store.usage(caller.organisation());
    if (usage.openUploads() >= bounds.open()) {
      throw new UploadProblem(Code.TOO_MANY_OPEN, bounds.open());
    }
    long after = usage.storedBytes() + usage.announcedBytes() + announced.sizeBytes();
    if (after > bounds.storage().toBytes()) {
      throw new UploadProblem(Code.STORAGE_QUOTA, bounds.storage().toBytes());
    }
    if (freeBytes() < announced.sizeBytes() + bounds.reserve().toBytes()) {
      throw new UploadProblem(Code.DISK_FULL);
    }
    return create(caller, announced, UploadState.OPEN);
  }

  private Upload create(Caller caller, Announced announced, UploadState state) {
    Instant now = clocks.now();
    store
        .announcedBefore(caller.organisation(), bounds.hourly(), now.minus(RATE))
        .ifPresent(oldest -> {
          Duration wait = Duration.between(now, oldest.plus(RATE));
          throw new UploadProblem(Code.TOO_OFTEN, Math.max(1, wait.toSeconds()));
        });
    return changes.cross(
        Edge.begin("upload", state), () -> store.create(caller, announced, state, now));
  }

  /** How many bytes this organisation may still have here, as one image. */
  long room(OrganisationId organisation) {
    var usage = store.usage(organisation);
    long quota = bounds.storage().toBytes() - usage.storedBytes() - usage.announcedBytes();
    long disk = freeBytes() - bounds.reserve().toBytes();
    return Math.max(0, Math.min(bounds.largest().toBytes(), Math.min(quota, disk)));
  }

  private long freeBytes() {
    try {
      return blobs.freeBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the disk does not say how much is free", e);
    }
  }

  Optional<Upload> find(Caller caller, UploadId id) {
    caller.require(Right.SUBMISSION_READ);
    return store.find(caller.organisation(), id);
  }

  Upload append(
      Caller caller,
      UploadId id,
      long offset,
      InputStream bytes,
      long length,
      Optional<Sha256> digest) {
    caller.require(Right.SUBMISSION_WRITE);
    requireFits(existing(caller, id), offset, length);
    try (var file = offset == 0 ? IncomingFile.begin(file(id)) : IncomingFile.goOn(file(id))) {
      Upload upload = existing(caller, id); // as it is now that nobody else can write
      requireFits(upload, offset, length);
      file.cut(offset);
      requireAllThere(file, offset);
      boolean last = offset + length == upload.sizeBytes();
      Edge edge = Changes.upload(UploadState.OPEN, last ? UploadState.VERIFYING : UploadState.OPEN);
      changes.before(edge);
      file.append(bytes, length, digest, new Pace(bounds, clocks.nanoTime()));
      changes.done(edge);
      if (!store.advance(caller.organisation(), id, offset, offset + length, clocks.now())) {
        throw new UploadProblem(Code.CLOSED); // given up meanwhile
      }
      changes.committed(edge);
      return last ? verify(caller.organisation(), upload) : existing(caller, id);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes of upload " + id + " cannot be stored", e);
    }
  }

  private void requireFits(Upload upload, long offset, long length) {
    if (upload.state() != UploadState.OPEN) {
      throw new UploadProblem(Code.CLOSED);
    }
    if (offset != upload.offset()) {
      throw new UploadProblem(Code.OFFSET, upload.offset());
    }
    long left = upload.sizeBytes() - offset;
    if (length > left) {
      throw new UploadProblem(Code.TOO_LARGE, left);
    }
    if (length > bounds.largestChunk().toBytes()) {
      throw new UploadProblem(Code.CHUNK_SIZE, bounds.largestChunk().toBytes());
    }
    if (length < Math.min(left, bounds.smallestChunk().toBytes())) {
      throw new UploadProblem(Code.CHUNK_SIZE, bounds.smallestChunk().toBytes());
    }
  }

  /** A disk that lost acknowledged bytes is worse than any error. */
  private static void requireAllThere(IncomingFile file, long offset) throws IOException {
    if (file.length() != offset) {
      throw new IOException(
          "the file holds " + file.length() + " of " + offset + " acknowledged bytes");
    }
  }

  /**
   * Hash of all, then the bytes move into the store and the row says COMPLETE, or they are gone.
   */
  private Upload verify(OrganisationId owner, Upload upload) throws IOException {
    Edge edge = Changes.upload(UploadState.VERIFYING, UploadState.COMPLETE);
    try {
      changes.before(edge);
      blobs.adopt(owner, file(upload.id()), upload.sha256());
    } catch (ContentChangedException _) {
      drop(owner, upload.id(), UploadState.VERIFYING, UploadState.REJECTED);
      throw new UploadProblem(Code.CONTENT_DIGEST);
    }
    changes.done(edge);
    store.end(owner, upload.id(), UploadState.VERIFYING, UploadState.COMPLETE, clocks.now());
    changes.committed(edge);
    return store.find(owner, upload.id()).orElseThrow();
  }

  /** The row first: a row that waits for bytes that are gone could not go on. */
  private void drop(OrganisationId owner, UploadId id, UploadState from, UploadState to)
      throws IOException {
    changes.whole(() ->
        changes.cross(
            Changes.upload(from, to), () -> store.end(owner, id, from, to, clocks.now())));
    Files.deleteIfExists(file(id));
  }

  void abort(Caller caller, UploadId id) {
    caller.require(Right.SUBMISSION_WRITE);
    Upload upload = existing(caller, id);
    if (upload.state() == UploadState.OPEN) {
      close(caller.organisation(), id);
    }
  }

  private void close(OrganisationId owner, UploadId id) {
    try (var _ = IncomingFile.begin(file(id))) {
      drop(owner, id, UploadState.OPEN, UploadState.EXPIRED);
    } catch (IOException e) {
      throw new UncheckedIOException("the bytes of upload " + id + " cannot be removed", e);
    }
  }

  /**
   * Finishes what a crash left between the last byte and its hash, and removes what nobody goes on
   * with.
   */
  void tidy() {
    Instant now = clocks.now();
    for (var owned : store.untouched(UploadState.OPEN, now.minus(bounds.idle()))) {
      unlessBusy(() -> close(owned.organisation(), owned.upload().id()));
    }
    for (var owned : store.untouched(UploadState.VERIFYING, now)) {
      unlessBusy(() -> verifyAgain(owned.organisation(), owned.upload()));
    }
    removeLeftovers(now.minus(bounds.idle()));
  }

  /** Parts of files whose writer died, and bytes of uploads that have ended. */
  private void removeLeftovers(Instant then) {
    try (var parts = Files.newDirectoryStream(blobs.incoming())) {
      for (Path part : parts) {
        if (Files.getLastModifiedTime(part).toInstant().isBefore(then) && !isAwaited(part)) {
          Files.deleteIfExists(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("what was left of files cannot be removed", e);
    }
  }

  private boolean isAwaited(Path part) {
    String name = part.getFileName().toString();
    return name.matches("[0-9a-f-]{36}") && store.isUnderWay(new UploadId(UUID.fromString(name)));
  }

  private void verifyAgain(OrganisationId owner, Upload upload) {
    try (var _ = IncomingFile.goOn(file(upload.id()))) {
      verify(owner, upload);
    } catch (NoSuchFileException _) {
      verifyMoved(owner, upload);
    } catch (IOException e) {
      throw new UncheckedIOException("upload " + upload.id() + " cannot be finished", e);
    }
  }

  /** The crash came after the bytes had moved into the store. */
  private void verifyMoved(OrganisationId owner, Upload upload) {
    try {
      verify(owner, upload);
    } catch (IOException e) {
      throw new UncheckedIOException("the bytes of upload " + upload.id() + " are lost", e);
    }
  }

  /** One whose disk fails does not stop what is to be done for the others. */
  private static void unlessBusy(Runnable work) {
    try {
      work.run();
    } catch (UploadProblem problem) {
      if (problem.code() != Code.BUSY && problem.code() != Code.CONTENT_DIGEST) {
        throw problem;
      }
    } catch (UncheckedIOException e) {
      LOG.error("An upload cannot be ended; the operator looks at the disk of the blobs", e);
    }
  }

  /** A completed upload of this organisation. */
  Upload completed(Caller caller, UploadId id) {
    Upload upload = existing(caller, id);
    if (upload.state() != UploadState.COMPLETE) {
      throw new UploadProblem(Code.NOT_COMPLETE);
    }
    return upload;
  }

  private Upload existing(Caller caller, UploadId id) {
    return store
        .find(caller.organisation(), id)
        .orElseThrow(() -> new UploadProblem(Code.NOT_FOUND));
  }

  private Path file(UploadId id) {
    return blobs.incoming().resolve(id.toString());
  }
}
