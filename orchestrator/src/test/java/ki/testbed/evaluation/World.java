package ki.testbed.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.catalog.PlanRef;
import ki.testbed.failpoint.ArmedFailpoints;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.FakeBackend;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SutSpec;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.Submissions;
import org.springframework.context.support.GenericApplicationContext;

/** What outlives orchestrators: database, blobs, engine, clock, submissions. */
final class World implements StoryWorld {
  /** One run: accuracy. */
  static final PlanRef ONE = new PlanRef("story-one", 1);

  /** Two runs: accuracy, then server. */
  static final PlanRef TWO = new PlanRef("story-two", 1);

  static final String MANIFEST =
      """
      apiVersion: testbed/v1
      name: story
      protocol: oip-v2
      """;

  private final TestClock clock = new TestClock();
  private ScriptedRunner runner = new ScriptedRunner();
  private final FakeBackend backend;
  private final Path folder;
  private final TestSubmissions submissions;
  private final ArmedFailpoints failpoints = new ArmedFailpoints();
  private Caller caller;
  private final Sha256 runnerId = Sha256.of(new byte[] {1});

  World() {
    TestDatabase.shared().empty();
    this.folder = TestDatabase.temporaryFolder("story");
    this.submissions = new TestSubmissions(folder);
    this.backend = new FakeBackend(clock, (_, _) -> {});
    this.backend.program(runnerId, runner);
    this.caller = TestCallers.submitter();
    writeRunnerImage();
  }

  private void writeRunnerImage() {
    try {
      Files.write(folder.resolve("runner.tar"), new byte[] {1});
      Files.writeString(folder.resolve("runner.id"), runnerId.prefixed() + "\n");
      Files.writeString(folder.resolve("runner.layers"), runnerId.prefixed() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody new, with a runner that does its work. */
  void next() {
    caller = TestCallers.submitter();
    runner = new ScriptedRunner();
    backend.program(runnerId, runner);
  }

  @Override
  public Map<String, Object> settings() {
    var settings = new HashMap<String, Object>();
    settings.put("testbed.timers", "false");
    settings.put("testbed.sandbox.backend", "fake");
    settings.put("testbed.demonstration", "true");
    settings.put("testbed.home", folder.toString());
    settings.put("testbed.evidence.folder", folder.resolve("blobs").toString());
    settings.put("testbed.runner.image", folder.resolve("runner.tar").toString());
    settings.put("testbed.catalog.source", "classpath:stories/");
    settings.put("testbed.queue.lease", "2s");
    settings.put("testbed.evaluation.hear-out", "0s");
    return settings;
  }

  TestOrchestrator orchestrator() {
    return orchestrator(Map.of());
  }

  TestOrchestrator orchestrator(Map<String, String> settings) {
    return new TestOrchestrator(this, settings);
  }

  SubmissionId submission() {
    return submissions.accepted(caller, MANIFEST);
  }

  /** The same with more in its manifest. */
  SubmissionId submission(String more) {
    return submissions.accepted(caller, MANIFEST + more);
  }

  /** A sandbox that carries our mark, but that no claim pays for. */
  SandboxSpec strayed() {
    var image = new ImageSource(runnerId, List.of(), () -> new ByteArrayInputStream(new byte[0]));
    var limits = new Resources(1000, 1L << 30, 64, 0, 0);
    return new SandboxSpec(
        UUID.randomUUID(),
        UUID.randomUUID(),
        1,
        clock.instant(),
        new RunnerSpec(image, limits, ""),
        new SutSpec(image, limits, Duration.ofSeconds(1), ""));
  }

  /** Where faults may be made to happen. */
  ArmedFailpoints failpoints() {
    return failpoints;
  }

  TestClock clock() {
    return clock;
  }

  ScriptedRunner runner() {
    return runner;
  }

  FakeBackend backend() {
    return backend;
  }

  TestSubmissions submissions() {
    return submissions;
  }

  Caller caller() {
    return caller;
  }

  @Override
  public TestDatabase database() {
    return TestDatabase.shared();
  }

  @Override
  public Class<?> modules() {
    return TestOrchestrator.Modules.class;
  }

  @Override
  public InstantSource wall() {
    return clock;
  }

  @Override
  public LongSupplier monotonic() {
    return clock;
  }

  @Override
  public void bring(GenericApplicationContext starting) {
    starting.registerBean(
        "backend", SandboxBackend.class, () -> backend, it -> it.setDestroyMethodName(""));
    starting.registerBean("submissions", Submissions.class, () -> submissions);
    starting.registerBean("failpoints", Failpoints.class, () -> failpoints);
  }

  @Override
  public void close() {
    backend.close();
  }
}
