package ki.testbed.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import ki.testbed.TestDatabase;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evidence.BlobStore;
import ki.testbed.queue.Claims;
import ki.testbed.rules.Validity;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.UploadProblem;

/**
 * One installation of the service on an engine that others use too. It measures one run at a time,
 * as every node does, so what runs beside it runs for another installation.
 */
final class HostileLane implements AutoCloseable {
  /** The longest a run may take here, and by which everything must be over. */
  static final Duration LIMIT = Duration.ofMinutes(4);

  private static final Duration LONG = Duration.ofMinutes(8);
  private static final long TIMER_SECONDS = 2; // as the service itself
  private static final int LOOK_EVERY = 10;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "testbed.runner.exchange",
          "3s",
          "testbed.runner.warm-up",
          "3s",
          "testbed.evaluation.limit",
          LIMIT.toSeconds() + "s",
          "testbed.submission.hourly",
          "10000",
          "testbed.submission.uploads.hourly",
          "10000",
          "testbed.submission.uploads.open",
          "100",
          "testbed.submission.uploads.window",
          "5s");

  private static final int TRIES = 4;

  private final Path folder = TestDatabase.temporaryFolder("hostile");
  private final EngineWorld world;
  private final TestOrchestrator orchestrator;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lane-timer").factory());

  HostileLane(String name, String engine) {
    world = new EngineWorld(name, engine);
    orchestrator = new TestOrchestrator(world, SETTINGS);
    orchestrator.lead();
    var _ = timer.scheduleAtFixedRate(orchestrator::pass, 0, TIMER_SECONDS, TimeUnit.SECONDS);
  }

  /** What a sandbox was seen doing. */
  static final class Life {
    private Optional<Instant> began = Optional.empty();

    /** When its SUT was started. */
    Optional<Instant> began() {
      return began;
    }
  }

  /** Hands it in, and runs it if it is accepted, until nothing of it is there any more. */
  Ended attempt(HostileCase one) throws IOException {
    try {
      return tried(one);
    } catch (UploadProblem problem) {
      return HostileReading.refused(List.of(problem.word()), "", Duration.ZERO);
    }
  }

  private Ended tried(HostileCase one) throws IOException {
    return switch (one.handed()) {
      case HostileCase.Handed.Bytes(var attack) -> send(attack);
      case HostileCase.Handed.Sample(String manifest) ->
          run(one, handIn(EngineWorld.archive(HostileCases.IMAGE), manifest));
      case HostileCase.Handed.Archive(var bytes, String manifest) -> {
        Path file = folder.resolve("image.tar");
        Files.write(file, bytes.get());
        Submission submission = handIn(file, manifest);
        Files.delete(file);
        yield run(one, submission);
      }
    };
  }

  private Ended send(UploadCases.Attack attack) {
    Instant begun = Instant.now();
    List<String> words = attack.on(orchestrator.part(Submissions.class), world.caller());
    return HostileReading.refused(words, "", Duration.between(begun, Instant.now()));
  }

  private Submission handIn(Path archive, String manifest) {
    return world.handIn(orchestrator, archive, manifest);
  }

  /**
   * Until the testbed itself was fit to say something, as anybody would who hands something in: a
   * machine of few cores spoils what depends on time.
   */
  private Ended run(HostileCase one, Submission submission) {
    Ended ended = runOnce(one, submission);
    for (int again = 1; again < TRIES && spoiltByUs(ended); again++) {
      System.out.println(one + ": again, as it came to " + ended.brief() + ended.rules());
      ended = runOnce(one, submission);
    }
    return ended;
  }

  private static boolean spoiltByUs(Ended ended) {
    return ended.validity().equals(List.of(Validity.INVALID_HARNESS));
  }

  private Ended runOnce(HostileCase one, Submission submission) {
    if (submission.state() != SubmissionState.ACCEPTED) {
      return HostileReading.rejected(submission);
    }
    RunId run = start(submission.id(), one.plan());
    Life life = untilGone(run);
    return new HostileReading(orchestrator, world.caller()).of(run, life);
  }

  /** The well-behaved sample, ready to be run again and again. */
  SubmissionId healthy() {
    return world.submit(
        orchestrator, HostileCases.IMAGE, HostileCases.manifest("healthy", "healthy"));
  }

  /** Runs something that was accepted. */
  HostileNeighbour beside(SubmissionId submission, PlanRef plan) {
    RunId run = start(submission, plan);
    untilGone(run);
    return new HostileReading(orchestrator, world.caller()).neighbour(run);
  }

  private RunId start(SubmissionId submission, PlanRef plan) {
    return orchestrator.start(world.caller(), submission, plan).runs().getFirst().id();
  }

  private Life untilGone(RunId run) {
    var life = new Life();
    int[] looks = {0};
    try {
      Await.until(
          "its end",
          LONG,
          () -> {
            if (life.began.isEmpty() && looks[0]++ % LOOK_EVERY == 0) {
              life.began = began(run);
            }
            return ended(run) && orchestrator.part(Claims.class).open().isEmpty();
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + orchestrator.run(world.caller(), run), e);
    }
    return life;
  }

  private boolean ended(RunId run) {
    return orchestrator.ended().stream().anyMatch(event -> event.run().id().equals(run));
  }

  private Optional<Instant> began(RunId run) {
    SandboxBackend backend = orchestrator.part(SandboxBackend.class);
    return backend.owned().stream()
        .filter(owned -> owned.run().equals(run.value()))
        .map(OwnedSandbox::handle)
        .findFirst()
        .map(backend::status)
        .flatMap(HostileLane::began);
  }

  private static Optional<Instant> began(SandboxStatus status) {
    return switch (status) {
      case SandboxStatus.Ready(Instant started) -> Optional.of(started);
      case SandboxStatus.Exited(var _, var _, Optional<Instant> started) -> started;
      case SandboxStatus.Pending _, SandboxStatus.Gone _ -> Optional.empty();
    };
  }

  /** Files that are not yet, or no longer, of use to anybody. */
  List<String> temporary() throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.list(orchestrator.part(BlobStore.class).incoming())) {
      files.forEach(file -> found.add("file " + file.getFileName()));
    }
    return found;
  }

  long bytes() {
    return EngineHost.size(world.blobs().resolve("incoming"));
  }

  List<String> violations() {
    return world.database().violations();
  }

  @Override
  public void close() throws Exception {
    timer.shutdownNow();
    orchestrator.close();
  }
}
