package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.TestEvidence;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.UploadProblem.Code;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class UploadsTests {
  private static final int CHUNK = 1000;
  private static final byte[] BYTES = new byte[2500];

  static {
    new Random(7).nextBytes(BYTES);
  }

  private static final Sha256 HASH = Sha256.of(BYTES);

  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.shared();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  private BlobStore blobs;
  private Uploads uploads;
  private Caller anna;
  private Caller ben;

  @BeforeEach
  void setUp() {
    database.empty();
    blobs = new TestEvidence(database, folder).blobs();
    uploads = uploads(bounds(DataSize.ofBytes(0)));
    anna = TestCallers.submitter();
    ben = TestCallers.submitter();
  }

  private Uploads uploads(SubmissionProperties.Uploads bounds) {
    return new Uploads(
        new UploadStore(database.client()),
        blobs,
        new Changes(database.transactions(), Failpoints.none()),
        bounds,
        new Uploads.Clocks(now::get, nanos::get));
  }

  private static SubmissionProperties.Uploads bounds(DataSize reserve) {
    return new SubmissionProperties.Uploads(
        DataSize.ofBytes(5000),
        DataSize.ofBytes(8000),
        reserve,
        DataSize.ofBytes(CHUNK),
        DataSize.ofBytes(2 * CHUNK),
        2,
        DataSize.ofBytes(10),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        6);
  }

  @Test
  void chunksBecomeABlobOfTheirOwner() throws IOException {
    Upload upload = create(anna);
    assertThat(upload.state()).isEqualTo(UploadState.OPEN);
    assertThat(send(anna, upload, 0, 1000).offset()).isEqualTo(1000);
    assertThat(send(anna, upload, 1000, 2000).offset()).isEqualTo(2000);

    Upload complete = send(anna, upload, 2000, 2500);

    assertThat(complete.state()).isEqualTo(UploadState.COMPLETE);
    assertThat(blobs.find(anna.organisation(), HASH))
        .contains(new BlobStore.Blob(HASH, BYTES.length));
    assertThat(blobs.path(HASH)).hasBinaryContent(BYTES);
    assertThat(file(upload)).doesNotExist();
  }

  @Test
  void theSameBytesAgainAreCompleteAtOnceButOnlyForTheSameOrganisation() {
    sendAll(anna);

    assertThat(create(anna).state()).isEqualTo(UploadState.COMPLETE);
    assertThat(create(anna).offset()).isEqualTo(BYTES.length);
    assertThat(create(ben).state()).isEqualTo(UploadState.OPEN);
  }

  @Test
  void announcingTheSameBytesGoesOnWithWhatWasBegun() {
    Upload upload = create(anna);
    send(anna, upload, 0, 1000);

    assertThat(create(anna))
        .extracting(Upload::id, Upload::offset)
        .containsExactly(upload.id(), 1000L);
    assertThat(create(ben).id()).isNotEqualTo(upload.id());
  }

  @Test
  void anUploadBrokenOffAt99PercentIsResumedAtItsOffset() {
    Upload upload = create(anna);
    send(anna, upload, 0, 2000);
    var cut = new ByteArrayInputStream(BYTES, 2000, 475); // connection lost after 99 %
    refused(
        Code.CHUNK_CUT, () -> uploads.append(anna, upload.id(), 2000, cut, 500, Optional.empty()));

    assertThat(uploads.find(anna, upload.id()).orElseThrow().offset()).isEqualTo(2000);
    assertThat(send(anna, upload, 2000, 2500).state()).isEqualTo(UploadState.COMPLETE);
  }

  @Test
  void bytesTheProcessDiedOverAreCutOff() throws IOException {
    Upload upload = create(anna);
    send(anna, upload, 0, 1000);
    Files.write(
        file(upload), new byte[700], StandardOpenOption.APPEND); // written, not acknowledged

    send(anna, upload, 1000, 2000);

    assertThat(Files.readAllBytes(file(upload))).isEqualTo(Arrays.copyOf(BYTES, 2000));
  }

  @Test
  void lostAcknowledgedBytesAreNeverPapered() throws IOException {
    Upload upload = create(anna);
    send(anna, upload, 0, 1000);
    Files.write(file(upload), new byte[10]);

    assertThatThrownBy(() -> send(anna, upload, 1000, 2000))
        .hasRootCauseMessage("the file holds 10 of 1000 acknowledged bytes");
  }

  @Test
  void aWrongOffsetIsToldTheRightOne() {
    Upload upload = create(anna);
    send(anna, upload, 0, 1000);

    assertThat(refused(Code.OFFSET, () -> send(anna, upload, 0, 1000)).number()).hasValue(1000);
    assertThat(refused(Code.OFFSET, () -> send(anna, upload, 1500, 2500)).number()).hasValue(1000);
  }

  @Test
  void aChunkOfAnotherDigestLeavesNothing() throws IOException {
    Upload upload = create(anna);
    send(anna, upload, 0, 1000);

    refused(
        Code.CHUNK_DIGEST,
        () -> uploads.append(anna, upload.id(), 1000, slice(1000, 2000), 1000, Optional.of(HASH)));

    assertThat(uploads.find(anna, upload.id()).orElseThrow().offset()).isEqualTo(1000);
    assertThat(Files.size(file(upload))).isEqualTo(1000);
    Sha256 right = Sha256.of(Arrays.copyOfRange(BYTES, 1000, 2000));
    assertThat(
            uploads
                .append(anna, upload.id(), 1000, slice(1000, 2000), 1000, Optional.of(right))
                .offset())
        .isEqualTo(2000);
  }

  @Test
  void otherContentThanAnnouncedIsRejectedAndGone() {
    Upload upload = uploads.create(anna, 2500, Sha256.of(new byte[1]), "application/x-tar");
    send(anna, upload, 0, 2000);

    refused(Code.CONTENT_DIGEST, () -> send(anna, upload, 2000, 2500));

    assertThat(uploads.find(anna, upload.id()).orElseThrow().state())
        .isEqualTo(UploadState.REJECTED);
    assertThat(file(upload)).doesNotExist();
    assertThat(blobs.find(anna.organisation(), HASH)).isEmpty();
    refused(Code.CLOSED, () -> send(anna, upload, 2000, 2500));
  }

  @Test
  void otherOrganisationsSeeNoUpload() {
    Upload upload = create(anna);

    assertThat(uploads.find(ben, upload.id())).isEmpty();
    refused(Code.NOT_FOUND, () -> send(ben, upload, 0, 1000));
    refused(Code.NOT_FOUND, () -> uploads.abort(ben, upload.id()));
    refused(Code.NOT_FOUND, () -> uploads.completed(ben, upload.id()));
  }

  @Test
  void boundsAreCheckedBeforeAnyByte() {
    refused(Code.EMPTY, () -> uploads.create(anna, 0, HASH, "application/x-tar"));
    assertThat(
            refused(Code.TOO_LARGE, () -> uploads.create(anna, 5001, HASH, "application/x-tar"))
                .number())
        .hasValue(5000);
    refused(Code.MEDIA_TYPE, () -> uploads.create(anna, 10, HASH, "a\nb"));
    uploads.create(anna, 5000, Sha256.of(new byte[1]), "application/x-tar");
    assertThat(
            refused(Code.STORAGE_QUOTA, () -> uploads.create(anna, 3001, HASH, "application/x-tar"))
                .number())
        .hasValue(8000);
    uploads.create(anna, 10, Sha256.of(new byte[2]), "application/x-tar");
    assertThat(
            refused(Code.TOO_MANY_OPEN, () -> uploads.create(anna, 10, HASH, "application/x-tar"))
                .number())
        .hasValue(2);
    refused(
        Code.DISK_FULL,
        () ->
            uploads(bounds(DataSize.ofTerabytes(1000))).create(ben, 10, HASH, "application/x-tar"));
  }

  @Test
  void anHourHasItsNumberOfAnnouncements() {
    sendAll(anna);
    for (int i = 1; i < 6; i++) {
      create(anna); // complete at once
    }

    assertThat(refused(Code.TOO_OFTEN, () -> create(anna)).number()).hasValue(3600);
    assertThat(create(ben).state()).isEqualTo(UploadState.OPEN);
    now.set(now.get().plus(Duration.ofHours(1)));
    assertThat(create(anna).state()).isEqualTo(UploadState.COMPLETE);
  }

  @Test
  void aLostConnectionIsTheSendersAndKeepsTheOffset() {
    Upload upload = create(anna);
    send(anna, upload, 0, 1000);

    refused(Code.CHUNK_CUT, () -> append(upload, failing(new IOException("connection reset"))));
    refused(Code.TOO_SLOW, () -> append(upload, failing(new SocketTimeoutException())));

    assertThat(file(upload)).hasSize(1000);
    assertThat(send(anna, upload, 1000, 2000).offset()).isEqualTo(2000);
  }

  private void append(Upload upload, InputStream bytes) {
    uploads.append(anna, upload.id(), 1000, bytes, 1000, Optional.empty());
  }

  /** Some bytes, then this. */
  private static InputStream failing(IOException end) {
    return new SequenceInputStream(
        slice(1000, 1400),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw end;
          }
        });
  }

  @Test
  void theSameBytesOfTwoOrganisationsAreOneBlobWithTwoOwners() {
    sendAll(anna);
    sendAll(ben);

    assertThat(blobs.find(anna.organisation(), HASH)).isPresent();
    assertThat(blobs.find(ben.organisation(), HASH)).isPresent();
    assertThat(count("blob")).isOne();
    assertThat(count("blob_owner")).isEqualTo(2);
  }

  private long count(String table) {
    return database
        .client()
        .sql("select count(*) from " + table + " where hash = '" + HASH.hex() + "'")
        .query(Long.class)
        .single();
  }

  @Test
  void chunksAreNeitherTinyNorHugeNorBeyondTheEnd() {
    Upload upload = create(anna);

    refused(Code.CHUNK_SIZE, () -> send(anna, upload, 0, 999));
    refused(Code.CHUNK_SIZE, () -> send(anna, upload, 0, 2001));
    assertThat(
            refused(
                    Code.TOO_LARGE,
                    () ->
                        uploads.append(
                            anna, upload.id(), 0, slice(0, 2500), 2501, Optional.empty()))
                .number())
        .hasValue(2500);
  }

  @Test
  void twoWritersAtOnceAreOneWriter() throws Exception {
    Upload upload = create(anna);
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var slow =
        new InputStream() {
          private final InputStream bytes = slice(0, 1000);

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            begun.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return bytes.read(buffer, offset, length);
          }

          @Override
          public int read() {
            throw new IllegalStateException("read in blocks");
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(() -> uploads.append(anna, upload.id(), 0, slow, 1000, Optional.empty()));
      begun.await();
      refused(Code.BUSY, () -> send(anna, upload, 0, 1000));
      refused(Code.BUSY, () -> uploads.abort(anna, upload.id()));
      goOn.countDown();
      assertThat(first.get().offset()).isEqualTo(1000);
    }
  }

  @Test
  void aSenderWithNextToNothingToSayIsGivenUp() {
    Upload upload = create(anna);
    var slow =
        new InputStream() {
          @Override
          public int read(byte[] buffer, int offset, int length) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            return 1;
          }

          @Override
          public int read() {
            return 0;
          }
        };

    refused(
        Code.TOO_SLOW, () -> uploads.append(anna, upload.id(), 0, slow, 1000, Optional.empty()));

    assertThat(uploads.find(anna, upload.id()).orElseThrow().offset()).isZero();
  }

  @Test
  void abortedAndForgottenUploadsLoseTheirBytes() {
    Upload aborted = create(anna);
    send(anna, aborted, 0, 1000);
    uploads.abort(anna, aborted.id());
    assertThat(file(aborted)).doesNotExist();
    assertThat(uploads.find(anna, aborted.id()).orElseThrow().state())
        .isEqualTo(UploadState.EXPIRED);

    Upload forgotten = create(anna);
    send(anna, forgotten, 0, 1000);
    now.set(now.get().plus(Duration.ofHours(25)));
    uploads.tidy();
    assertThat(file(forgotten)).doesNotExist();
    assertThat(uploads.find(anna, forgotten.id()).orElseThrow().state())
        .isEqualTo(UploadState.EXPIRED);
  }

  @Test
  void aCrashBeforeTheHashWasComputedIsMadeUpFor() {
    Upload upload = crashedWhileVerifying();

    later().tidy();

    assertThat(uploads.find(anna, upload.id()).orElseThrow().state())
        .isEqualTo(UploadState.COMPLETE);
    assertThat(blobs.find(anna.organisation(), HASH)).isPresent();
  }

  @Test
  void aCrashAfterTheBytesMovedIsMadeUpFor() throws IOException {
    Upload upload = crashedWhileVerifying();
    Files.createDirectories(blobs.path(HASH).getParent());
    Files.move(file(upload), blobs.path(HASH));

    later().tidy();

    assertThat(uploads.find(anna, upload.id()).orElseThrow().state())
        .isEqualTo(UploadState.COMPLETE);
    assertThat(blobs.find(anna.organisation(), HASH)).isPresent();
    assertThat(file(upload)).doesNotExist();
  }

  /** All bytes are acknowledged, and then the process died. */
  private Upload crashedWhileVerifying() {
    Upload upload = create(anna);
    send(anna, upload, 0, 2000);
    try {
      Files.write(file(upload), BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(
            new UploadStore(database.client())
                .advance(anna.organisation(), upload.id(), 2000, 2500, now.get()))
        .isTrue();
    return upload;
  }

  private Uploads later() {
    now.set(now.get().plusSeconds(5));
    return uploads;
  }

  private Upload create(Caller caller) {
    return uploads.create(caller, BYTES.length, HASH, "application/x-tar");
  }

  private void sendAll(Caller caller) {
    Upload upload = create(caller);
    send(caller, upload, 0, 2000);
    send(caller, upload, 2000, 2500);
  }

  private Upload send(Caller caller, Upload upload, int from, int to) {
    return uploads.append(caller, upload.id(), from, slice(from, to), to - from, Optional.empty());
  }

  private static InputStream slice(int from, int to) {
    return new ByteArrayInputStream(BYTES, from, Math.max(0, to - from));
  }

  private Path file(Upload upload) {
    return blobs.incoming().resolve(upload.id().toString());
  }

  private static UploadProblem refused(Code code, ThrowingCallable call) {
    var problem = Assertions.catchThrowableOfType(UploadProblem.class, call);
    assertThat(problem).as("a refusal").isNotNull();
    assertThat(problem.code()).isEqualTo(code);
    return problem;
  }
}
