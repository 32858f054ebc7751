package ki.testbed.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.Recorder;
import ki.testbed.sandbox.Resources;
import ki.testbed.sandbox.RunnerSpec;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxSpec;
import ki.testbed.sandbox.SandboxUnreachable;
import ki.testbed.sandbox.SutSpec;
import ki.testbed.sandbox.docker.StubEngine.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the adapter makes of engines that are too old, silent, gone or talk nonsense. */
@Timeout(30)
class EngineFaultTests {
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final Deadlines SHORT =
      new Deadlines(DEADLINE, DEADLINE, DEADLINE, DEADLINE, DEADLINE, DEADLINE);
  private static final SandboxHandle HANDLE = new SandboxHandle(new UUID(0, 1), 1);
  private static final ImageSource IMAGE =
      new ImageSource(
          Sha256.of("image".getBytes(StandardCharsets.UTF_8)),
          List.of(),
          InputStream::nullInputStream);

  /** With time enough on a loaded machine, where the engine is to answer. */
  private static DockerBackend patient(URI host) {
    return DockerBackend.open(new DockerSettings(host, UUID.randomUUID()), InstantSource.system());
  }

  private static DockerBackend on(URI host) {
    return DockerBackend.open(
        new DockerSettings(host, UUID.randomUUID(), SHORT), InstantSource.system());
  }

  @ParameterizedTest
  @CsvSource({"1.41, /v1.41/", "1.44, /v1.44/", "1.52, /v1.44/"})
  void speaksTheVersionTheEngineUnderstands(String offered, String spoken) throws IOException {
    try (var engine = StubEngine.speaking(offered, _ -> Answer.ok(Json.strings(Stream.of())));
        var backend = patient(engine.host())) {
      assertThat(backend.owned()).isEmpty();
      assertThat(engine.requests())
          .filteredOn(request -> !request.equals("GET /version"))
          .allMatch(request -> request.startsWith("GET " + spoken));
    }
  }

  @Test
  void engineThatIsTooOldIsRefusedInWords() throws IOException {
    try (var engine = StubEngine.speaking("1.40", _ -> Answer.silence());
        var backend = patient(engine.host())) {
      assertThatExceptionOfType(SandboxRefused.class)
          .isThrownBy(backend::owned)
          .withMessageContaining("1.40")
          .withMessageContaining("update the engine")
          .satisfies(refused ->
              assertThat(refused.why()).isEqualTo(SandboxRefused.Cause.ENGINE_NOT_SUPPORTED));
    }
  }

  static Map<String, Consumer<SandboxBackend>> operations() {
    Fence fence = Fence.alone();
    return Map.of(
        "facts", SandboxBackend::facts,
        "owned", SandboxBackend::owned,
        "status", backend -> backend.status(HANDLE),
        "load", backend -> backend.load(IMAGE, fence),
        "events", backend -> backend.events(HANDLE, new Recorder()),
        "logs", backend -> backend.logs(HANDLE, Part.SUT, 0, 10),
        "usage", backend -> backend.usage(HANDLE, Part.SUT),
        "stop", backend -> backend.stop(HANDLE, Part.SUT, Duration.ZERO, fence),
        "remove", backend -> backend.remove(HANDLE, fence),
        "order", backend -> backend.order(HANDLE, InputStream.nullInputStream(), 0, fence));
  }

  static List<String> operationNames() {
    return operations().keySet().stream().sorted().toList();
  }

  private static void assertUnreachable(String operation, SandboxBackend backend) {
    long begin = System.nanoTime();
    assertThatExceptionOfType(SandboxUnreachable.class)
        .isThrownBy(() -> operations().getOrDefault(operation, _ -> {}).accept(backend));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("operationNames")
  void everyCallToASilentEngineEndsAtItsDeadline(String operation) throws IOException {
    try (var engine = StubEngine.speaking("1.41", _ -> Answer.silence());
        var backend = on(engine.host())) {
      assertUnreachable(operation, backend);
    }
  }

  @ParameterizedTest
  @MethodSource("operationNames")
  void everyCallToAnEngineThatIsNotThereIsUnreachable(String operation) throws IOException {
    URI host;
    try (var engine = new StubEngine(_ -> Answer.silence())) {
      host = engine.host();
    }
    try (var backend = on(host)) {
      assertUnreachable(operation, backend);
    }
  }

  @ParameterizedTest
  @MethodSource("operationNames")
  void everyCallToSomethingElseThanAnEngineIsUnreachableOrRefused(String operation)
      throws IOException {
    try (var engine = new StubEngine(_ -> Answer.ok(Json.object().put("hello", "world")));
        var backend = on(engine.host())) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> operations().getOrDefault(operation, _ -> {}).accept(backend))
          .isInstanceOfAny(SandboxUnreachable.class, SandboxRefused.class);
    }
  }

  @Test
  void oneSilentSandboxDoesNotSilenceTwentyOthers() throws Exception {
    var silent = new CountDownLatch(2);
    var patient =
        new Deadlines(Duration.ofSeconds(2), DEADLINE, DEADLINE, DEADLINE, DEADLINE, DEADLINE);
    try (var engine =
            StubEngine.speaking(
                "1.41", request -> isAbout(HANDLE, request) ? silentlySeen(silent) : foreign());
        var backend =
            DockerBackend.open(
                new DockerSettings(engine.host(), UUID.randomUUID(), patient),
                InstantSource.system());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var wedged =
          IntStream.range(0, 50)
              .mapToObj(_ -> threads.submit(() -> backend.status(HANDLE)))
              .toList();
      silent.await();
      for (int i = 0; i < 20; i++) {
        var other = new SandboxHandle(new UUID(1, i), 1);
        assertThatExceptionOfType(SandboxRefused.class).isThrownBy(() -> backend.status(other));
      }
      assertThat(engine.requests()).filteredOn(line -> line.contains(Marks.key(HANDLE))).hasSize(2);
      assertThat(wedged).allSatisfy(call -> assertThat(call).failsWithin(Duration.ofSeconds(10)));
    }
  }

  private static boolean isAbout(SandboxHandle handle, StubEngine.Request request) {
    return request.line().contains(Marks.key(handle));
  }

  private static Optional<Answer> silentlySeen(CountDownLatch seen) {
    seen.countDown();
    return Answer.silence();
  }

  /** A container under the name asked for that carries no mark of ours. */
  private static Optional<Answer> foreign() {
    return Answer.ok(Json.object().put("Id", "1"));
  }

  @Test
  void sandboxIsRemovedUnstartedIfTheEngineIgnoresAFieldOfTheProfile() throws IOException {
    var containers = new ConcurrentHashMap<String, JsonNode>();
    try (var engine = StubEngine.speaking("1.41", request -> forgetful(containers, request));
        var backend = patient(engine.host())) {
      var resources = new Resources(500, 64 << 20, 32, 0, 1 << 20);
      var spec =
          new SandboxSpec(
              new UUID(0, 2),
              HANDLE.claim(),
              HANDLE.attempt(),
              Instant.EPOCH,
              new RunnerSpec(IMAGE, resources, ""),
              new SutSpec(IMAGE, resources, Duration.ofSeconds(1), ""));
      assertThatExceptionOfType(SandboxRefused.class)
          .isThrownBy(() -> backend.create(spec, Fence.alone()))
          .withMessageContaining("ReadonlyRootfs")
          .satisfies(refused ->
              assertThat(refused.why()).isEqualTo(SandboxRefused.Cause.PROFILE_NOT_HONOURED));
      assertThat(containers).isEmpty();
      assertThat(engine.requests()).noneMatch(line -> line.endsWith("/start"));
    }
  }

  /** An engine that does all it is asked, except for one field it does not know. */
  private static Optional<Answer> forgetful(
      Map<String, JsonNode> containers, StubEngine.Request request) {
    String name =
        request
            .line()
            .replaceAll("^.*(/containers/create\\?name=|/containers/)|/json.*$|\\?force.*$", "");
    if (request.line().startsWith("POST") && request.line().contains("/create?")) {
      ObjectNode host = (ObjectNode) request.body().path("HostConfig").deepCopy();
      host.remove("ReadonlyRootfs");
      ObjectNode seen = Json.object().put("Id", name).set("HostConfig", host);
      seen.set("Config", request.body());
      containers.put(name, seen.set("Image", request.body().path("Image")));
      return Answer.ok(Json.object().put("Id", name));
    }
    if (request.line().startsWith("DELETE")) {
      return containers.remove(name) == null
          ? Answer.no(404, "no such container")
          : Answer.ok(Json.object());
    }
    if (request.line().contains("?all=1") || request.line().endsWith("/info")) {
      return Answer.ok(Json.strings(Stream.of()));
    }
    return Optional.ofNullable(containers.get(name))
        .map(seen -> new Answer(200, seen))
        .or(() -> Answer.no(404, "no such container"));
  }

  @Test
  void loadThatMakesNoProgressIsGivenUp() throws IOException {
    var image =
        new ImageSource(
            IMAGE.id(),
            List.of(),
            () ->
                new InputStream() {
                  @Override
                  public int read() {
                    try {
                      new CountDownLatch(1).await();
                      return -1;
                    } catch (InterruptedException e) {
                      throw new UncheckedIOException(new java.io.InterruptedIOException());
                    }
                  }
                });
    try (var engine = StubEngine.speaking("1.41", _ -> Answer.silence());
        var backend = on(engine.host())) {
      assertThatExceptionOfType(SandboxUnreachable.class)
          .isThrownBy(() -> backend.load(image, Fence.alone()));
    }
  }
}
