package ki.testbed.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ki.testbed.TestDatabase;
import ki.testbed.evidence.BlobStore;
import ki.testbed.evidence.Evidence;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.evidence.EvidenceReader;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Outcome;
import ki.testbed.queue.Claims;
import ki.testbed.rules.RunResult;
import ki.testbed.rules.ValidityReason;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;

/**
 * Where hostile submissions are tried: a whole service on a real engine, a few of them at a time
 * and a healthy run beside them.
 */
final class HostileRange implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final Set<Reason> TIMED =
      Set.of(Reason.PORT_NEVER_OPENED, Reason.NOT_READY, Reason.PIDS_LIMIT);
  private static final int LOG = 200_000;

  /** How a healthy run beside others did. */
  record Neighbour(Run run, Optional<RunResult> result) {}

  private final EngineWorld world;
  private final TestOrchestrator orchestrator;
  private final EngineHost host;
  private final SubmissionId healthy;
  private final List<Neighbour> neighbours = new ArrayList<>();

  /** The engine must be used by nobody else meanwhile. */
  HostileRange(String name, String engine) {
    world = new EngineWorld(name, engine);
    orchestrator =
        new TestOrchestrator(
            world,
            Map.of(
                "testbed.runner.cpu",
                "0.5",
                "testbed.runner.exchange",
                "3s",
                "testbed.submission.hourly",
                "10000",
                "testbed.submission.uploads.hourly",
                "10000",
                "testbed.submission.uploads.open",
                "100"));
    orchestrator.lead();
    host = new EngineHost(engine);
    healthy =
        world.submit(orchestrator, HostileCases.IMAGE, HostileCases.manifest("healthy", "healthy"));
  }

  List<Neighbour> neighbours() {
    return neighbours;
  }

  /** Tries some at the same time. */
  Map<HostileCase, Ended> attempt(List<HostileCase> cases) {
    long before = diskUse();
    Map<HostileCase, Submission> handed = handIn(cases);
    Map<HostileCase, RunId> runs = new HashMap<>();
    for (var one : handed.entrySet()) {
      if (one.getValue().state() == SubmissionState.ACCEPTED) {
        runs.put(one.getKey(), start(one.getValue().id(), one.getKey()));
      }
    }
    RunId neighbour =
        start(healthy, new HostileCase(0, "", noArchive(), HostileCase.QUICK, fine()));
    Map<UUID, Life> lives = watch(runs.values(), neighbour);
    Run beside = orchestrator.run(world.caller(), neighbour);
    neighbours.add(new Neighbour(beside, result(beside)));
    List<String> left = host.remains();
    left.addAll(temporary());
    long growth = diskUse() - before;
    var ended = new HashMap<HostileCase, Ended>();
    handed.forEach((one, submission) ->
        ended.put(
            one,
            Optional.ofNullable(runs.get(one))
                .map(id -> ended(id, lives, left, growth))
                .orElseGet(() -> rejected(submission, left, growth))));
    return ended;
  }

  private static HostileCase.Handed noArchive() {
    return new HostileCase.Handed.Sample("");
  }

  private static Expected fine() {
    return new Expected.Fine(List.of(), List.of());
  }

  private long diskUse() {
    return host.bytes() + EngineHost.size(world.blobs().resolve("incoming"));
  }

  /** Files that are not yet, or no longer, of use to anybody. */
  private List<String> temporary() {
    try (var files = Files.list(orchestrator.part(BlobStore.class).incoming())) {
      return files.map(file -> "file " + file.getFileName()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<HostileCase, Submission> handIn(List<HostileCase> cases) {
    var handed = new HashMap<HostileCase, Submission>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var answers =
          threads.invokeAll(
              cases.stream().<Callable<Submission>>map(one -> () -> handIn(one)).toList());
      for (int i = 0; i < cases.size(); i++) {
        handed.put(cases.get(i), answers.get(i).get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("could not be handed in", e);
    }
    return handed;
  }

  private Submission handIn(HostileCase one) throws IOException {
    return switch (one.handed()) {
      case HostileCase.Handed.Sample(String manifest) ->
          world.handIn(orchestrator, EngineWorld.archive(HostileCases.IMAGE), manifest);
      case HostileCase.Handed.Archive(var bytes, String manifest) -> {
        Path file = TestDatabase.temporaryFolder("hostile").resolve("image.tar");
        Files.write(file, bytes.get());
        Submission submission = world.handIn(orchestrator, file, manifest);
        Files.delete(file);
        yield submission;
      }
    };
  }

  private RunId start(SubmissionId submission, HostileCase one) {
    return orchestrator.start(world.caller(), submission, one.plan()).runs().getFirst().id();
  }

  /** When a sandbox began to serve, and when it was gone. */
  private static final class Life {
    private Optional<Instant> began = Optional.empty();
    private Optional<Instant> gone = Optional.empty();
  }

  private Map<UUID, Life> watch(Iterable<RunId> runs, RunId neighbour) {
    var all = new ArrayList<RunId>(List.of(neighbour));
    runs.forEach(all::add);
    var lives = new HashMap<UUID, Life>();
    try {
      Await.until(
          "all ended",
          LONG,
          () -> {
            orchestrator.pass();
            look(lives);
            return all.stream().allMatch(id -> run(id).state().terminal())
                && orchestrator.part(Claims.class).open().isEmpty();
          });
    } catch (AssertionError e) {
      all.forEach(id -> System.out.println("still there: " + run(id)));
      throw e;
    }
    look(lives);
    return lives;
  }

  private Run run(RunId id) {
    return orchestrator.run(world.caller(), id);
  }

  private void look(Map<UUID, Life> lives) {
    SandboxBackend backend = orchestrator.part(SandboxBackend.class);
    var there = new ArrayList<UUID>();
    for (OwnedSandbox owned : backend.owned()) {
      there.add(owned.run());
      Life life = lives.computeIfAbsent(owned.run(), _ -> new Life());
      if (life.began.isEmpty()
          && backend.status(owned.handle()) instanceof SandboxStatus.Ready ready) {
        life.began = Optional.of(ready.sutStarted());
      }
    }
    lives.forEach((run, life) -> {
      if (life.gone.isEmpty() && !there.contains(run)) {
        life.gone = Optional.of(Instant.now());
      }
    });
  }

  private Ended rejected(Submission submission, List<String> left, long growth) {
    return new Ended(
        submission.findings().stream()
            .filter(Finding::isError)
            .map(Finding::id)
            .distinct()
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        0,
        submission.findings().toString(),
        Duration.between(submission.createdAt(), submission.stateSince()),
        List.of(),
        left,
        growth);
  }

  private Ended ended(RunId id, Map<UUID, Life> lives, List<String> left, long growth) {
    Run run = run(id);
    Optional<RunResult> result = result(run);
    List<Finding> findings = orchestrator.evaluations().findings(world.caller(), id);
    return new Ended(
        List.of(),
        run.reason().filter(_ -> run.state() == RunState.FAILED).stream().toList(),
        findings.stream().filter(Finding::isError).map(Finding::id).distinct().toList(),
        run.validity().stream().toList(),
        result.map(RunResult::reasons).orElse(List.<ValidityReason>of()),
        failures(run),
        run.attempt(),
        log(run) + noticed(run) + findings.stream().map(Finding::id).toList(),
        took(run),
        overdue(run, Optional.ofNullable(lives.get(id.value()))),
        left,
        growth);
  }

  private Optional<RunResult> result(Run run) {
    return orchestrator.evaluations().result(world.caller(), run.id());
  }

  private Optional<EvidenceItem> item(Run run, EvidenceKind kind) {
    return EvidenceReader.last(orchestrator.part(Evidence.class).items(run.id().value()), kind);
  }

  private Set<Outcome> failures(Run run) {
    return item(run, EvidenceKind.EXCHANGES).map(this::failures).orElse(Set.of());
  }

  private Set<Outcome> failures(EvidenceItem item) {
    try (var in = orchestrator.part(BlobStore.class).open(item.sha256())) {
      byte[] bytes = in.readAllBytes();
      var rows = Exchanges.decode(bytes, bytes.length / Exchanges.ROW_BYTES);
      return IntStream.range(0, rows.rows())
          .mapToObj(rows::outcomeOf)
          .filter(outcome -> outcome != Outcome.OK)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String log(Run run) {
    return item(run, EvidenceKind.SUT_LOG)
        .map(item -> orchestrator.part(EvidenceReader.class).logEnd(item, LOG))
        .orElse("");
  }

  /** What the runner noticed beside its measuring. */
  private String noticed(Run run) {
    return item(run, EvidenceKind.EVENTS)
        .map(item -> orchestrator.part(EvidenceReader.class).text(item))
        .stream()
        .flatMap(String::lines)
        .filter(line -> line.contains("\"type\":\"finding\""))
        .collect(Collectors.joining("\n"));
  }

  private Duration took(Run run) {
    return orchestrator.evaluations().history(world.caller(), run.id()).stream()
        .filter(entry -> entry.state() == RunState.PROVISIONING)
        .map(entry -> Duration.between(entry.at(), run.since()))
        .reduce((_, later) -> later)
        .orElse(Duration.ZERO);
  }

  private static List<Duration> overdue(Run run, Optional<Life> life) {
    if (run.reason().filter(TIMED::contains).isEmpty()) {
      return List.of();
    }
    return life.stream()
        .filter(one -> one.began.isPresent() && one.gone.isPresent())
        .map(one -> Duration.between(one.began.get().plus(HostileCases.STARTUP), one.gone.get()))
        .toList();
  }

  @Override
  public void close() throws Exception {
    orchestrator.close();
  }
}
