package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.KeptSecret;
import ki.testbed.access.TestCallers;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.TestEvidence;
import ki.testbed.failpoint.ArmedFailpoints;
import ki.testbed.failpoint.Edge;
import ki.testbed.failpoint.Fault;
import ki.testbed.failpoint.Injected;
import ki.testbed.failpoint.Moment;
import ki.testbed.intake.ArchiveCheck;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.protocol.Figure;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.ManifestLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

/**
 * Work that stops at any failpoint of an upload or a submission loses nothing that was
 * acknowledged, makes nothing twice and leaves nothing behind, once somebody asks again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IntakeFailpointTests {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final TestDatabase database = TestDatabase.shared();
  private final ArmedFailpoints failpoints = new ArmedFailpoints();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
  private final Map<Edge, Story> stories = stories();
  private final Set<String> struck = new TreeSet<>();
  @TempDir static Path folder;
  private BlobStore blobs;
  private Uploads uploads;
  private ImageChecks checks;
  private Submissions submissions;
  private Caller anna;
  private byte[] image;

  /** Crosses an edge, whatever happens there, and goes on to a good end. */
  private interface Story {
    void tell() throws Exception;
  }

  @BeforeAll
  void open() {
    database.empty();
    var evidence = new TestEvidence(database, folder);
    var changes = new Changes(database.transactions(), failpoints);
    var clocks = new Uploads.Clocks(now::get, System::nanoTime);
    var store = new SubmissionStore(database.client());
    blobs = evidence.blobs();
    uploads = new Uploads(new UploadStore(database.client()), blobs, changes, bounds(), clocks);
    var pulls =
        new ImagePulls(
            List.of(),
            InetAddress::getAllByName,
            new SealedLogin(new KeptSecret("key"), new Random(3)),
            uploads,
            new ImagePulls.Stored(store, blobs));
    var parts = new ImageChecks.Parts(store, blobs, pulls, clocks);
    var check =
        new ImageCheck(
            (archive, limits, settings) -> {
              gate.get().await();
              return ArchiveCheck.check(archive, limits, settings);
            },
            IntakeBounds.DEFAULTS,
            ManifestLimits.defaults());
    var limits =
        new SubmissionProperties.Checks(2, Duration.ofMinutes(10), Duration.ofDays(9), LEASE);
    checks =
        new ImageChecks(
            parts, check, new CheckEnd(store, changes, clocks), limits, UUID.randomUUID());
    var recorded = new StoredSubmissions.Recorded(changes, evidence.audit(), 1000);
    submissions = new StoredSubmissions(uploads, parts, check, checks, recorded);
  }

  @AfterAll
  void close() {
    checks.close();
    database.empty();
  }

  private static SubmissionProperties.Uploads bounds() {
    return new SubmissionProperties.Uploads(
        DataSize.ofMegabytes(10),
        DataSize.ofMegabytes(100),
        DataSize.ofBytes(0),
        DataSize.ofBytes(1),
        DataSize.ofMegabytes(10),
        3,
        DataSize.ofBytes(1),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        1000);
  }

  private Map<Edge, Story> stories() {
    var all = new LinkedHashMap<Edge, Story>();
    all.put(Edge.begin("upload", UploadState.OPEN), this::deliver);
    all.put(Changes.upload(UploadState.OPEN, UploadState.OPEN), this::deliver);
    all.put(Changes.upload(UploadState.OPEN, UploadState.VERIFYING), this::deliver);
    all.put(Changes.upload(UploadState.VERIFYING, UploadState.COMPLETE), this::deliver);
    all.put(Edge.begin("upload", UploadState.COMPLETE), this::deliverTwice);
    all.put(Changes.upload(UploadState.VERIFYING, UploadState.REJECTED), this::deliverOther);
    all.put(Changes.upload(UploadState.OPEN, UploadState.EXPIRED), this::giveUp);
    all.put(Edge.begin("submission", SubmissionState.CHECKING), () -> handIn(true));
    all.put(submission(SubmissionState.CHECKING, SubmissionState.ACCEPTED), () -> handIn(true));
    all.put(submission(SubmissionState.CHECKING, SubmissionState.REJECTED), () -> handIn(false));
    all.put(withdrawn(SubmissionState.ACCEPTED), () -> withdraw(handIn(true)));
    all.put(withdrawn(SubmissionState.REJECTED), () -> withdraw(handIn(false)));
    all.put(withdrawn(SubmissionState.CHECKING), this::withdrawWhileChecked);
    return all;
  }

  private static Edge submission(SubmissionState from, SubmissionState to) {
    return Changes.submission(from, to);
  }

  private static Edge withdrawn(SubmissionState from) {
    return submission(from, SubmissionState.WITHDRAWN);
  }

  Stream<Arguments> everything() {
    return stories.entrySet().stream()
        .flatMap(one ->
            Arrays.stream(Moment.values())
                .map(moment -> Arguments.of(one.getKey().at(moment), one.getValue())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everything")
  @Order(1)
  void whoeverAsksAgainGetsWhatWasAskedFor(String failpoint, Story story) throws Exception {
    anna = TestCallers.submitter();
    image = TestImages.image(failpoint);
    failpoints.arm(failpoint, Fault.thrown());

    story.tell();

    assertThat(failpoints.isArmed(failpoint)).as("not reached").isFalse();
    assertThat(database.violations()).isEmpty();
    nothingTemporaryIsLeftAfterADay();
    struck.add(failpoint);
  }

  private void nothingTemporaryIsLeftAfterADay() throws IOException {
    try (Stream<Path> files = Files.list(blobs.incoming())) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(now.get()));
      }
    }
    now.set(now.get().plus(Duration.ofHours(25)));
    uploads.tidy();
    uploads.tidy(); // what the first one ended has no file any more
    assertThat(blobs.incoming()).isEmptyDirectory();
  }

  /** Asks once more, as people do where they got no answer. */
  private static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (Injected _) {
      return question.get();
    }
  }

  private Upload deliver() {
    Sha256 hash = Sha256.of(image);
    Upload upload = ask(() -> delivered(hash));
    assertThat(upload.state()).isEqualTo(UploadState.COMPLETE);
    assertThat(blobs.path(hash)).hasBinaryContent(image);
    assertThat(blobs.find(anna.organisation(), hash)).isPresent();
    return upload;
  }

  /** Two chunks, or what is missing of them. */
  private Upload delivered(Sha256 hash) {
    Upload upload = uploads.create(anna, image.length, hash, "application/x-tar");
    while (upload.state() == UploadState.OPEN) {
      int from = (int) upload.offset();
      int length = from == 0 ? 1000 : image.length - from;
      var bytes = new ByteArrayInputStream(image, from, length);
      upload = uploads.append(anna, upload.id(), from, bytes, length, Optional.empty());
    }
    return upload;
  }

  private void deliverTwice() {
    deliver();
    deliver();
  }

  private void deliverOther() {
    Sha256 announced = Sha256.of(new byte[] {1});
    for (int tries = 0; tries < 2; tries++) {
      try {
        delivered(announced);
      } catch (UploadProblem refused) {
        assertThat(refused.code()).isEqualTo(UploadProblem.Code.CONTENT_DIGEST);
      } catch (Injected _) {
        now.set(now.get().plusSeconds(60));
        uploads.tidy();
      }
    }
    assertThat(blobs.find(anna.organisation(), announced)).isEmpty();
    assertThat(blobs.find(anna.organisation(), Sha256.of(image))).isEmpty();
  }

  private void giveUp() {
    Upload upload = uploads.create(anna, image.length, Sha256.of(image), "application/x-tar");
    uploads.append(anna, upload.id(), 0, new ByteArrayInputStream(image), 1000, Optional.empty());
    ask(() -> {
      uploads.abort(anna, upload.id());
      return true;
    });
    assertThat(uploads.find(anna, upload.id()).map(Upload::state)).contains(UploadState.EXPIRED);
  }

  private Submission handIn(boolean good) {
    if (!good) {
      image = Arrays.copyOf(image, image.length / 2);
    }
    Submission checked = checked(submit());
    assertThat(checked.state())
        .isEqualTo(good ? SubmissionState.ACCEPTED : SubmissionState.REJECTED);
    return checked;
  }

  private Submission submit() {
    UploadId upload = deliver().id();
    return ask(() -> submissions.submit(anna, upload, Optional.of(TestImages.MANIFEST)));
  }

  /** A check whose process died is made again when its claim has run out. */
  private Submission checked(Submission submitted) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (find(submitted).state() == SubmissionState.CHECKING) {
      assertThat(System.nanoTime()).as("checked in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      now.set(now.get().plus(LEASE));
      checks.look();
    }
    return find(submitted);
  }

  private Submission find(Submission submission) {
    return submissions.find(anna, submission.id()).orElseThrow();
  }

  private void withdraw(Submission submission) {
    assertThat(ask(() -> submissions.withdraw(anna, submission.id())).state())
        .isEqualTo(SubmissionState.WITHDRAWN);
    assertThat(find(submission).state()).isEqualTo(SubmissionState.WITHDRAWN);
  }

  private void withdrawWhileChecked() {
    gate.set(new CountDownLatch(1));
    withdraw(submit());
    gate.getAndSet(new CountDownLatch(0)).countDown();
  }

  /** Comes last. */
  @Test
  @Order(2)
  void everyFailpointOfUploadsAndSubmissionsWasStruck() {
    Set<String> all = new TreeSet<>();
    everything().forEach(one -> all.add((String) one.get()[0]));
    Figure.report("failpoints_of_intake_struck", struck.size(), "of_" + all.size());
    assertThat(struck).isEqualTo(all);
    assertThat(all).containsAll(failpoints.reached());
  }
}
