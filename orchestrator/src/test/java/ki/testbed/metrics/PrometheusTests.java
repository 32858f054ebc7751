package ki.testbed.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import ki.testbed.Showcase;
import ki.testbed.TestDatabase;
import ki.testbed.access.Caller;
import ki.testbed.access.TestCallers;
import ki.testbed.evaluation.Run;
import ki.testbed.showcase.ShownEvaluations;
import ki.testbed.showcase.Stories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus with the shipped configuration scrapes the service. */
@Tag("dashboards")
@SpringBootTest(classes = Showcase.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.Settings.class)
class PrometheusTests {
  private static final Path DASHBOARDS = Path.of("../dashboards");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The showcase's containers cannot read throttling, so its panel stays empty. */
  private static final String UNREADABLE = MeterNames.LIVE_THROTTLED;

  @TempDir Path folder;

  @LocalManagementPort private int management;
  @Autowired Stories stories;
  @Autowired ShownEvaluations evaluations;
  @Autowired CollectorRegistry collectors;
  @Autowired JsonMapper json;

  private final HttpClient http = HttpClient.newHttpClient();
  private int port;
  private Process prometheus;
  private Run ended;
  private String runs;

  @BeforeEach
  void begin() throws IOException {
    TestDatabase.shared().empty();
    evaluations.forget();
    Caller caller = TestCallers.submitter();
    var good = stories.good(caller);
    ended = good.runs().getLast();
    runs =
        Stream.concat(good.runs().stream(), stories.running(caller).runs().stream())
            .map(run -> run.id().toString())
            .collect(joining("|"));
    tempt();
    start();
  }

  /** A timer whose count would carry an exemplar, which Prometheus refuses. */
  private void tempt() {
    var traced =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT,
            collectors,
            Clock.SYSTEM,
            new DefaultExemplarSampler(new ScrapeEndpointTests.AlwaysTraced()));
    Timer.builder("trap")
        .publishPercentileHistogram()
        .register(traced)
        .record(Duration.ofMillis(7));
  }

  private void start() throws IOException {
    for (String file : List.of("prometheus.yml", "recording.yml", "alerts.yml")) {
      String text = Files.readString(DASHBOARDS.resolve("prometheus").resolve(file));
      Files.writeString(
          folder.resolve(file), text.replace("TESTBED_MANAGEMENT", "127.0.0.1:" + management));
    }
    port = freePort();
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--enable-feature=exemplar-storage",
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(folder.resolve("log").toFile()))
            .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void end() throws InterruptedException {
    prometheus.destroy();
    assertThat(prometheus.waitFor(20, TimeUnit.SECONDS)).isTrue();
    http.close();
  }

  @Test
  void takesTheScrapeAndAnswersEveryPanelOfARun() throws IOException, InterruptedException {
    awaitData("up{job=\"testbed\"} == 1");

    for (String query : panels()) {
      if (!query.contains(UNREADABLE)) {
        awaitData(query.replace("run=\"$run\"", "run=~\"" + runs + "\""));
      }
    }

    double p99 =
        ask(MeterNames.RUN_LATENCY_QUANTILE
                + "{run=\""
                + ended.id()
                + "\",quantile=\"0.99\",bound=\"value\"}")
            .path(0)
            .path("value")
            .path(1)
            .asDouble();
    assertThat(p99).isPositive();
    awaitData("trap_seconds_count");
  }

  private List<String> panels() throws IOException {
    var queries = new ArrayList<String>();
    json.readTree(Files.readString(DASHBOARDS.resolve("grafana/run-detail.json")))
        .path("panels")
        .forEach(panel ->
            panel.path("targets").forEach(target -> queries.add(target.path("expr").asString())));
    assertThat(queries).hasSizeGreaterThan(15);
    return queries;
  }

  private void awaitData(String query) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ask(query).isEmpty()) {
      assertThat(System.nanoTime())
          .as(query + "\n" + Files.readString(folder.resolve("log")))
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /** Results of this query; none while Prometheus does not listen yet, or is not ready. */
  private JsonNode ask(String query) throws InterruptedException {
    String address =
        "http://127.0.0.1:"
            + port
            + "/api/v1/query?query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? json.readTree(answer.body()).path("data").path("result")
          : json.createArrayNode();
    } catch (IOException e) {
      return json.createArrayNode();
    }
  }
}
