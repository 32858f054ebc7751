package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ki.testbed.TestDatabase;
import ki.testbed.access.AccessDenied;
import ki.testbed.access.Caller;
import ki.testbed.access.KeptSecret;
import ki.testbed.access.Role;
import ki.testbed.access.TestCallers;
import ki.testbed.evidence.TestEvidence;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.intake.ArchiveCheck;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.submission.ImageChecks.Parts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class StoredSubmissionsTests {
  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.shared();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T08:00:00Z"));
  private final List<SubmissionProperties.Registry> registries = new ArrayList<>();
  private final SubmissionStore store = new SubmissionStore(database.client());
  private Caller anna;
  private Caller ben;
  private Instance instance;

  /** One process of the service. */
  private final class Instance {
    final ImageChecks checks;
    final Submissions submissions;

    Instance(ImageCheck.Intake intake) {
      var evidence = new TestEvidence(database, folder);
      var clocks = new Uploads.Clocks(now::get, System::nanoTime);
      var changes = new Changes(database.transactions(), Failpoints.none());
      var uploads =
          new Uploads(
              new UploadStore(database.client()),
              evidence.blobs(),
              changes,
              uploadBounds(),
              clocks);
      var pulls =
          new ImagePulls(
              registries,
              InetAddress::getAllByName,
              new SealedLogin(new KeptSecret("key"), new Random(3)),
              uploads,
              new ImagePulls.Stored(store, evidence.blobs()));
      var parts = new Parts(store, evidence.blobs(), pulls, clocks);
      var check = new ImageCheck(intake, IntakeBounds.DEFAULTS, ManifestLimits.defaults());
      var end = new CheckEnd(store, changes, clocks);
      var bounds =
          new SubmissionProperties.Checks(
              1, Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofSeconds(30));
      this.checks = new ImageChecks(parts, check, end, bounds, UUID.randomUUID());
      var recorded = new StoredSubmissions.Recorded(changes, evidence.audit(), 30);
      this.submissions = new StoredSubmissions(uploads, parts, check, checks, recorded);
    }
  }

  private static SubmissionProperties.Uploads uploadBounds() {
    return new SubmissionProperties.Uploads(
        DataSize.ofMegabytes(10),
        DataSize.ofMegabytes(100),
        DataSize.ofBytes(0),
        DataSize.ofBytes(1),
        DataSize.ofMegabytes(10),
        2,
        DataSize.ofBytes(1),
        Duration.ofSeconds(30),
        Duration.ofHours(24),
        1000);
  }

  private static final Optional<RegistryLogin> LOGIN =
      Optional.of(new RegistryLogin("acme", "a very secret token"));

  @Test
  void anImageInARegistryIsFetchedAndChecked() throws Exception {
    try (var registry = new RegistryStub(TestImages.pushed("good"))) {
      registry.wantLogin("acme:a very secret token");
      listed(registry);
      Submission handed =
          instance.submissions.submit(
              anna, registry.reference(), LOGIN, Optional.of(TestImages.MANIFEST));
      assertThat(handed.state()).isEqualTo(SubmissionState.CHECKING);

      Submission fetched = await(anna, handed);

      assertThat(fetched.findings().stream().filter(Finding::isError)).isEmpty();
      assertThat(fetched.state()).isEqualTo(SubmissionState.ACCEPTED);
      assertThat(
              new TestEvidence(database, folder)
                  .blobs()
                  .find(anna.organisation(), fetched.archive()))
          .as("its bytes are the organisation's")
          .isPresent();
      assertThat(logins()).containsExactly(Optional.empty());
    }
  }

  @Test
  void aLoginWaitsEncryptedAndIsGoneWithTheCheck() throws Exception {
    try (var registry = new RegistryStub(TestImages.pushed("good"))) {
      listed(registry);
      registry.hold();
      Submission handed =
          instance.submissions.submit(
              anna, registry.reference(), LOGIN, Optional.of(TestImages.MANIFEST));

      byte[] kept = logins().getFirst().orElseThrow();
      assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "acme");

      instance.submissions.withdraw(anna, handed.id());
      assertThat(logins()).containsExactly(Optional.empty());
      registry.goOn();
    }
  }

  @Test
  void withoutTheLoginThatARegistryWantsAFindingSaysSo() throws Exception {
    try (var registry = new RegistryStub(TestImages.pushed("good"))) {
      registry.wantLogin("somebody:else");
      listed(registry);
      Submission handed =
          instance.submissions.submit(
              anna, registry.reference(), LOGIN, Optional.of(TestImages.MANIFEST));

      Submission refused = await(anna, handed);

      assertThat(refused.state()).isEqualTo(SubmissionState.REJECTED);
      assertThat(refused.findings()).extracting(Finding::id).contains("I133");
    }
  }

  @Test
  void aRegistryThatIsNotListedIsRefusedAtOnce() {
    var elsewhere =
        ImageReference.parse("registry.example/acme/triage@sha256:" + "a".repeat(64)).orElseThrow();
    assertThatThrownBy(() ->
            instance.submissions.submit(
                anna, elsewhere, Optional.empty(), Optional.of(TestImages.MANIFEST)))
        .isInstanceOfSatisfying(
            SubmissionProblem.class,
            problem ->
                assertThat(problem.code()).isEqualTo(SubmissionProblem.Code.REGISTRY_NOT_LISTED));
  }

  @Test
  void anHourHasItsNumberOfSubmissions() {
    byte[] archive = TestImages.image("often");
    for (int i = 0; i < 30; i++) {
      submit(anna, archive, Optional.of(TestImages.MANIFEST));
    }
    assertThatThrownBy(() -> submit(anna, archive, Optional.of(TestImages.MANIFEST)))
        .isInstanceOfSatisfying(
            SubmissionProblem.class, problem -> assertThat(problem.retryAfter()).isPositive());
  }

  private void listed(RegistryStub registry) {
    registries.add(new SubmissionProperties.Registry(registry.host(), true, true));
    restart(ArchiveCheck::check);
  }

  private List<Optional<byte[]>> logins() {
    return database
        .client()
        .sql("select login from submission")
        .query((row, _) -> Optional.ofNullable(row.getBytes("login")))
        .list();
  }

  @BeforeEach
  void setUp() {
    database.empty();
    anna = TestCallers.submitter();
    ben = TestCallers.submitter();
    instance = new Instance(ArchiveCheck::check);
  }

  @AfterEach
  void stop() {
    instance.checks.close();
  }

  @Test
  void aGoodImageIsAcceptedWithAllThatStartingItNeeds() {
    byte[] archive = TestImages.image("good");

    Submission checked = submitAndWait(anna, archive, TestImages.MANIFEST);

    assertThat(checked.state()).isEqualTo(SubmissionState.ACCEPTED);
    assertThat(checked.name()).isEqualTo("acme-triage");
    assertThat(checked.version()).isEqualTo("1");
    SubmittedImage image = instance.submissions.image(anna.organisation(), checked.id());
    assertThat(image.submission()).isEqualTo(checked);
    assertThat(image.facts().configDigest()).isEqualTo(checked.imageDigest().orElseThrow());
    assertThat(image.manifest().hash()).isEqualTo(checked.manifestHash().orElseThrow());
    assertThat(image.manifest().service().port()).as("the only exposed port").isEqualTo(9000);
    assertThat(image.manifest().version()).contains("1");
    assertThat(image.archive()).hasBinaryContent(archive);
  }

  @Test
  void theSameAgainIsANewVersion() {
    byte[] archive = TestImages.image("good");
    submitAndWait(anna, archive, TestImages.MANIFEST);

    assertThat(submitAndWait(anna, archive, TestImages.MANIFEST).version()).isEqualTo("2");
    assertThat(submitAndWait(ben, archive, TestImages.MANIFEST).version()).isEqualTo("1");
  }

  @Test
  void aVersionThatExistsIsAFinding() {
    String manifest = TestImages.MANIFEST + "version: \"1.0\"\n";
    assertThat(submitAndWait(anna, TestImages.image("a"), manifest).version()).isEqualTo("1.0");

    Submission second = submitAndWait(anna, TestImages.image("b"), manifest);

    assertThat(second.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(second.findings()).extracting(Finding::id).contains("M010");
  }

  @Test
  void theImageMayCarryItsManifest() {
    String manifest = TestImages.MANIFEST + "version: \"7\"\n";

    Submission submission = submit(anna, TestImages.imageCarrying(manifest), Optional.empty());
    assertThat(submission.name()).isEmpty();
    Submission checked = await(anna, submission);

    assertThat(checked.state()).isEqualTo(SubmissionState.ACCEPTED);
    assertThat(checked.name()).isEqualTo("acme-triage");
    assertThat(checked.version()).isEqualTo("7");
    Submission again =
        await(anna, submit(anna, TestImages.imageCarrying(manifest), Optional.empty()));
    assertThat(again.findings()).extracting(Finding::id).contains("M010");
    assertThat(again.state()).isEqualTo(SubmissionState.REJECTED);
  }

  @Test
  void withoutAnyManifestThereIsAFinding() {
    Submission checked = await(anna, submit(anna, TestImages.image("bare"), Optional.empty()));

    assertThat(checked.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(checked.findings()).extracting(Finding::id).contains("M003");
  }

  @Test
  void manifestFindingsAreThereAtOnceAndImageFindingsJoinThem() {
    Submission submitted =
        submit(
            anna,
            TestImages.imageFor("arm64"),
            Optional.of(TestImages.MANIFEST + "resource: {}\n"));
    assertThat(submitted.state()).isEqualTo(SubmissionState.CHECKING);
    assertThat(submitted.findings()).extracting(Finding::id).containsExactly("M002");

    Submission checked = await(anna, submitted);

    assertThat(checked.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(checked.findings()).extracting(Finding::id).contains("M002", "I112");
    assertThatThrownBy(() -> instance.submissions.image(anna.organisation(), checked.id()))
        .isInstanceOfSatisfying(
            SubmissionProblem.class,
            e -> assertThat(e.code()).isEqualTo(SubmissionProblem.Code.NOT_ACCEPTED));
  }

  @Test
  void bytesThatAreNoArchiveAndArchivesThatAreCutAreRejectedInWords() {
    byte[] whole = TestImages.image("cut");

    Submission none =
        submitAndWait(
            anna, "no archive".repeat(500).getBytes(StandardCharsets.UTF_8), TestImages.MANIFEST);
    Submission cut = submitAndWait(anna, Arrays.copyOf(whole, 2000), TestImages.MANIFEST);

    assertThat(none.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(none.findings()).extracting(Finding::id).contains("I101");
    assertThat(cut.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(cut.findings())
        .allSatisfy(finding -> assertThat(finding.nextStep().en()).isNotBlank());
  }

  @Test
  void hostileManifestTextIsKeptAndFound() {
    String hostile = "a: \0\ud800 <script>\u202e\n";

    Submission checked = submitAndWait(anna, TestImages.image("h"), hostile);

    assertThat(checked.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(checked.findings()).extracting(Finding::id).contains("M001");
    assertThatThrownBy(() -> submit(anna, TestImages.image("h"), Optional.of("x".repeat(65_537))))
        .isInstanceOf(SubmissionProblem.class);
  }

  @Test
  void otherOrganisationsSeeNothing() {
    Submission submission = submitAndWait(anna, TestImages.image("mine"), TestImages.MANIFEST);

    assertThat(instance.submissions.find(ben, submission.id())).isEmpty();
    assertThat(instance.submissions.list(ben, 10, Optional.empty())).isEmpty();
    assertThatThrownBy(() -> instance.submissions.withdraw(ben, submission.id()))
        .isInstanceOf(SubmissionProblem.class);
    assertThatThrownBy(() -> instance.submissions.image(ben.organisation(), submission.id()))
        .isInstanceOfSatisfying(
            SubmissionProblem.class,
            e -> assertThat(e.code()).isEqualTo(SubmissionProblem.Code.NOT_FOUND));
  }

  @Test
  void whoLacksTheRightIsStoppedBeforeAnyQuery() {
    Caller operator = TestCallers.member(database, Role.OPERATOR);
    var id = new SubmissionId(UUID.randomUUID());

    assertThatThrownBy(() -> instance.submissions.find(operator, id))
        .isInstanceOf(AccessDenied.class);
    assertThatThrownBy(() -> instance.submissions.list(operator, 1, Optional.empty()))
        .isInstanceOf(AccessDenied.class);
    assertThatThrownBy(() -> instance.submissions.withdraw(operator, id))
        .isInstanceOf(AccessDenied.class);
    assertThatThrownBy(
            () -> instance.submissions.createUpload(operator, 1, Sha256.of(new byte[1]), "a/b"))
        .isInstanceOf(AccessDenied.class);
  }

  @Test
  void listsAreNewestFirstAndGoOnBehindACursor() {
    var ids =
        IntStream.range(0, 5)
            .mapToObj(
                n -> submit(anna, TestImages.image("n" + n), Optional.of(TestImages.MANIFEST)).id())
            .toList();

    var first = instance.submissions.list(anna, 2, Optional.empty());
    var second = instance.submissions.list(anna, 9, Optional.of(first.getLast().id()));

    assertThat(first).extracting(Submission::id).containsExactly(ids.get(4), ids.get(3));
    assertThat(second)
        .extracting(Submission::id)
        .containsExactly(ids.get(2), ids.get(1), ids.get(0));
  }

  @Test
  void withdrawnStaysWithdrawnWhateverTheCheckFinds() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    restart((archive, bounds, settings) -> {
      begun.countDown();
      goOn.await();
      return ArchiveCheck.check(archive, bounds, settings);
    });
    Submission submission = submit(anna, TestImages.image("w"), Optional.of(TestImages.MANIFEST));
    begun.await();

    assertThat(instance.submissions.withdraw(anna, submission.id()).state())
        .isEqualTo(SubmissionState.WITHDRAWN);
    goOn.countDown();
    Submission next = submitAndWait(anna, TestImages.image("next"), TestImages.MANIFEST);

    assertThat(next.state()).isEqualTo(SubmissionState.ACCEPTED);
    assertThat(find(anna, submission).state()).isEqualTo(SubmissionState.WITHDRAWN);
  }

  @Test
  void aCheckWhoseProcessDiedIsMadeAgainWhenItsClaimHasRunOut() {
    Submission submission = submitWithoutCheck();
    assertThat(store.claim(UUID.randomUUID(), now.get(), now.get().plusSeconds(30)))
        .isPresent(); // and died

    instance.checks.look();
    assertThat(find(anna, submission).state()).isEqualTo(SubmissionState.CHECKING);
    now.set(now.get().plusSeconds(31));
    instance.checks.look();

    assertThat(await(anna, submission).state()).isEqualTo(SubmissionState.ACCEPTED);
  }

  @Test
  void aCheckThatIsStoppedInOrderIsFreeAtOnce() throws InterruptedException {
    var begun = new CountDownLatch(1);
    restart((_, _, _) -> {
      begun.countDown();
      new CountDownLatch(1).await();
      throw new IOException("never");
    });
    Submission submission = submit(anna, TestImages.image("s"), Optional.of(TestImages.MANIFEST));
    begun.await();

    restart(ArchiveCheck::check);
    instance.checks.look();

    assertThat(await(anna, submission).state()).isEqualTo(SubmissionState.ACCEPTED);
  }

  @Test
  void faultsOfOursAreTriedAgainUntilTheMaximumAge() {
    var tries = new AtomicInteger();
    restart((_, _, _) -> {
      tries.incrementAndGet();
      throw new IOException("no process can be started");
    });
    Submission submission = submit(anna, TestImages.image("t"), Optional.of(TestImages.MANIFEST));
    await(() -> tries.get() == 1);

    now.set(now.get().plusSeconds(31));
    await(() -> {
      instance.checks.look(); // the first try may still hold its place
      return tries.get() == 2;
    });
    now.set(now.get().plus(Duration.ofMinutes(15)));
    instance.checks.look();

    Submission ended = find(anna, submission);
    assertThat(ended.state()).isEqualTo(SubmissionState.REJECTED);
    assertThat(ended.findings()).extracting(Finding::id).containsExactly("I100");
  }

  @Test
  void eachSubmissionAndWithdrawalIsAudited() {
    Submission submission = submitAndWait(anna, TestImages.image("audited"), TestImages.MANIFEST);
    instance.submissions.withdraw(anna, submission.id());
    instance.submissions.withdraw(anna, submission.id());

    assertThat(
            database
                .client()
                .sql(
                    "select action from audit_entry where org_id = :org and object = :object order by seq")
                .param("org", anna.organisation().value())
                .param("object", submission.id().toString())
                .query(String.class)
                .list())
        .containsExactly("SUBMISSION_CREATED", "SUBMISSION_WITHDRAWN");
  }

  private void restart(ImageCheck.Intake intake) {
    instance.checks.close();
    instance = new Instance(intake);
  }

  private Submission submitWithoutCheck() {
    instance.checks.close(); // looks for nothing any more
    Submission submission =
        submit(anna, TestImages.image("later"), Optional.of(TestImages.MANIFEST));
    instance = new Instance(ArchiveCheck::check);
    return submission;
  }

  private Submission submitAndWait(Caller caller, byte[] archive, String manifest) {
    return await(caller, submit(caller, archive, Optional.of(manifest)));
  }

  private Submission submit(Caller caller, byte[] archive, Optional<String> manifest) {
    Upload upload =
        instance.submissions.createUpload(
            caller, archive.length, Sha256.of(archive), "application/x-tar");
    if (upload.state() == UploadState.OPEN) {
      instance.submissions.append(
          caller,
          upload.id(),
          0,
          new ByteArrayInputStream(archive),
          archive.length,
          Optional.empty());
    }
    return instance.submissions.submit(caller, upload.id(), manifest);
  }

  private Submission await(Caller caller, Submission submission) {
    await(() -> find(caller, submission).state() != SubmissionState.CHECKING);
    return find(caller, submission);
  }

  private Submission find(Caller caller, Submission submission) {
    return instance.submissions.find(caller, submission.id()).orElseThrow();
  }

  private static void await(Supplier<Boolean> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.get()) {
      assertThat(System.nanoTime()).as("time until it happens").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
