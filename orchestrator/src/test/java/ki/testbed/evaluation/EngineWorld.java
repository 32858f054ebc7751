package ki.testbed.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.Upload;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.function.SingletonSupplier;

/**
 * A world of real parts: engine, runner, samples, intake. The images are those that {@code package}
 * builds.
 */
final class EngineWorld implements StoryWorld {
  private static final Path RUNNERS = Path.of("..", "runners").toAbsolutePath().normalize();
  private static final long CHUNK = 32L << 20;

  private final TestDatabase database;
  private final Path folder = TestDatabase.temporaryFolder("engine-story");
  private final SingletonSupplier<Caller> caller;
  private final String engine;

  EngineWorld(String name, String engine) {
    this(TestDatabase.separate(name), engine);
  }

  EngineWorld(TestDatabase database, String engine) {
    this.database = database;
    this.caller = SingletonSupplier.of(() -> TestCallers.submitter(database));
    this.engine = engine;
  }

  /** The engine that the make target started for all tests. */
  static String sharedEngine() {
    String host = System.getProperty("testbed.engine", "");
    if (host.isEmpty()) {
      throw new IllegalStateException(
          "no engine: run runners/sandbox/engine start and set -Dtestbed.engine to what it prints");
    }
    return host;
  }

  /** Hands in an archive for real: upload, check, accepted. */
  SubmissionId submit(TestOrchestrator orchestrator, String image, String manifest) {
    Submission submission = handIn(orchestrator, archive(image), manifest);
    if (submission.state() != SubmissionState.ACCEPTED) {
      throw new AssertionError(submission.findings().toString());
    }
    return submission.id();
  }

  /** Hands in an archive for real; as it is once it was checked. */
  Submission handIn(TestOrchestrator orchestrator, Path archive, String manifest) {
    Submissions submissions = orchestrator.part(Submissions.class);
    try {
      Sha256 hash = hash(archive);
      Upload upload =
          submissions.createUpload(caller(), Files.size(archive), hash, "application/x-tar");
      upload = append(submissions, archive, upload);
      SubmissionId id = submissions.submit(caller(), upload.id(), Optional.of(manifest)).id();
      Await.until(
          "checked",
          Duration.ofMinutes(3),
          () -> find(submissions, id).state() != SubmissionState.CHECKING);
      return find(submissions, id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An image that {@code package} builds. */
  static Path archive(String image) {
    return RUNNERS.resolve("samples/target").resolve(image);
  }

  private Upload append(Submissions submissions, Path archive, Upload begun) throws IOException {
    Upload upload = begun;
    try (InputStream bytes = Files.newInputStream(archive)) {
      bytes.skipNBytes(upload.offset());
      while (upload.offset() < upload.sizeBytes()) {
        long length = Math.min(CHUNK, upload.sizeBytes() - upload.offset());
        upload =
            submissions.append(
                caller(), upload.id(), upload.offset(), bytes, length, Optional.empty());
      }
    }
    return upload;
  }

  private Submission find(Submissions submissions, SubmissionId id) {
    return submissions.find(caller(), id).orElseThrow();
  }

  private static Sha256 hash(Path file) throws IOException {
    return Sha256.of(Files.readAllBytes(file));
  }

  /** The manifest that comes with a sample. */
  static String manifest(String sample) {
    try {
      return Files.readString(RUNNERS.resolve("samples").resolve(sample));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image of the runner in Python, made on the spot. */
  Path pythonRunner() {
    Path archive = folder.resolve("python-runner.tar");
    try {
      Process build =
          new ProcessBuilder(
                  "python3", RUNNERS.resolve("python/image.py").toString(), archive.toString())
              .inheritIO()
              .start();
      if (build.waitFor() != 0) {
        throw new IllegalStateException("the image of the runner in Python cannot be made");
      }
      return archive;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Sha256 pythonRunnerDigest() throws IOException {
    return hash(RUNNERS.resolve("python/runner.py"));
  }

  /** Where evidence and archives lie. */
  Path blobs() {
    return folder.resolve("blobs");
  }

  Caller caller() {
    return caller.obtain();
  }

  @Override
  public Class<?> modules() {
    return TestOrchestrator.ModulesWithSubmissions.class;
  }

  @Override
  public Map<String, Object> settings() {
    var settings = new HashMap<String, Object>();
    settings.put("testbed.timers", "false");
    settings.put("testbed.sandbox.backend", "docker");
    settings.put("testbed.sandbox.docker.host", engine);
    settings.put("testbed.evidence.folder", folder.resolve("blobs").toString());
    settings.put(
        "testbed.runner.image", RUNNERS.resolve("harness/target/runner-image.tar").toString());
    settings.put("testbed.catalog.source", "classpath:stories/");
    settings.put("testbed.submission.uploads.reserve", "1MB");
    settings.put("testbed.queue.lease", "8s");
    return settings;
  }

  /** Properties of a service of its own process in this world, which does everything by itself. */
  Map<String, Object> processSettings(Map<String, Object> more) {
    var settings = new HashMap<String, Object>(settings());
    settings.put("testbed.timers", "true");
    settings.put("testbed.catalog.source", Path.of("src/test/resources/stories").toUri());
    settings.put("spring.datasource.url", database.url());
    settings.put("spring.datasource.username", "testbed_service");
    settings.put("spring.flyway.url", database.ownerUrl());
    settings.put("spring.flyway.user", "postgres");
    settings.put("testbed.access.bootstrap", "none");
    settings.put("server.port", "0");
    settings.put("testbed.management.port", "0");
    settings.putAll(more);
    return settings;
  }

  @Override
  public InstantSource wall() {
    return InstantSource.system();
  }

  @Override
  public LongSupplier monotonic() {
    return System::nanoTime;
  }

  @Override
  public void bring(GenericApplicationContext starting) {
    // everything is real
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @Override
  public void close() {
    // the folder goes with the process
  }
}
