package ki.testbed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole way on real parts (service, database, engine, client), with the service killed in the
 * middle of it.
 */
@Tag("engine")
class KilledServiceTests {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;
  private int port;

  @Test
  void aRunSurvivesTheDeathOfTheServiceAndHasExactlyOneResult()
      throws IOException, InterruptedException {
    port = freePort();
    Set<String> before = containers();
    Process first = service("--testbed.access.bootstrap-file=" + access());
    Process client = client();
    JsonNode running = evaluationWhere(e -> any(e, "RUNNING"));
    String run = runIn(running, "RUNNING");
    first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

    service("--testbed.allow-remote=false");
    assertThat(client.waitFor(5, TimeUnit.MINUTES)).as(said("client")).isTrue();

    assertThat(client.exitValue()).as(said("client")).isZero();
    JsonNode ended = evaluationWhere(e -> e.path("state").asString().equals("JUDGED"));
    assertThat(states(ended)).as(ended.toString()).allMatch("SUCCEEDED"::equals);
    JsonNode same =
        StreamSupport.stream(ended.path("runs").spliterator(), false)
            .filter(r -> r.path("id").asString().equals(run))
            .findFirst()
            .orElseThrow();
    assertThat(same.path("attempt").asInt()).as("adopted, not started again").isEqualTo(1);
    assertThat(
            StreamSupport.stream(same.path("evidence").spliterator(), false)
                .filter(item -> item.path("kind").asString().equals("RESULT")))
        .hasSize(1);
    waitFor("our last container to be removed", () -> before.containsAll(containers()));
  }

  @AfterEach
  void endWhatWasStarted() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  /** A second start without the file keeps the token that the client has. */
  private Process service(String setting) throws IOException, InterruptedException {
    Process service =
        start(
            "service",
            List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                ROOT.resolve("orchestrator/target/testbed-orchestrator-0.1.0.jar").toString(),
                "--server.port=" + port,
                "--testbed.management.port=" + freePort(),
                "--testbed.home=" + folder.resolve("home"),
                "--testbed.access.bootstrap=demo",
                setting,
                "--testbed.sandbox.backend=docker",
                "--testbed.sandbox.docker.host=" + System.getProperty("testbed.engine"),
                "--testbed.submission.uploads.reserve=1MB",
                "--testbed.runner.image="
                    + ROOT.resolve("runners/harness/target/runner-image.tar")));
    waitFor("the service", () -> Files.exists(access()) && Files.size(access()) > 0 && answers());
    return service;
  }

  private Process client() throws IOException {
    Path samples = ROOT.resolve("runners/samples");
    return start(
        "client",
        List.of(
            JAVA,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "submit",
            samples.resolve("target/langid-image.tar").toString(),
            "--manifest",
            samples.resolve("langid/testbed.yaml").toString(),
            "--plan",
            "language-identification-smoke",
            "--watch"));
  }

  private Process start(String name, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().put("TESTBED_URL", url(""));
    if (name.equals("client")) {
      builder.environment().put("TESTBED_TOKEN", token());
    }
    Process process = builder.start();
    started.addFirst(process);
    return process;
  }

  private JsonNode evaluationWhere(Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    JsonNode[] found = new JsonNode[1];
    waitFor(
        "the evaluation",
        () -> {
          JsonNode items = get("/api/v1/evaluations").path("items");
          found[0] = items.path(0);
          return !items.isEmpty() && wanted.test(items.path(0));
        });
    return get("/api/v1/evaluations/" + found[0].path("id").asString());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(path)))
            .header("Authorization", "Bearer " + token())
            .timeout(Duration.ofSeconds(20))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private boolean answers() throws InterruptedException {
    try {
      return get("/api/v1/me").has("organisation") || !get("/api/v1/me").isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private Path access() {
    return folder.resolve("access.json");
  }

  private String token() throws IOException {
    return JSON.readTree(Files.readAllBytes(access())).path("token").asString();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static List<String> states(JsonNode evaluation) {
    return StreamSupport.stream(evaluation.path("runs").spliterator(), false)
        .map(run -> run.path("state").asString())
        .toList();
  }

  private static boolean any(JsonNode evaluation, String state) {
    return states(evaluation).contains(state);
  }

  private static String runIn(JsonNode evaluation, String state) {
    return StreamSupport.stream(evaluation.path("runs").spliterator(), false)
        .filter(run -> run.path("state").asString().equals(state))
        .map(run -> run.path("id").asString())
        .findFirst()
        .orElseThrow(() -> new AssertionError("left " + state + " too soon: " + evaluation));
  }

  private static Set<String> containers() throws IOException, InterruptedException {
    Process list =
        new ProcessBuilder(
                "docker",
                "-H",
                System.getProperty("testbed.engine"),
                "ps",
                "-aq",
                "--filter",
                "name=tb-")
            .redirectErrorStream(true)
            .start();
    String said = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(list.waitFor()).as(said).isZero();
    return said.lines().collect(Collectors.toSet());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void waitFor(String what, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
