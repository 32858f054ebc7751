package ki.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** The whole service over its real ports; its database answers, its engine is away. */
@SpringBootTest(
    classes = WholeProgram.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "testbed.sandbox.docker.host=unix:///nowhere/engine.sock")
@ContextConfiguration(initializers = TestDatabase.Settings.class)
class ServiceStartTests {
  @LocalManagementPort private int management;
  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"health", "health/readiness", "health/liveness"})
  void isReadyAndAliveWithoutAnEngine(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(management, "/actuator/" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"UP\"");
  }

  @Test
  void isScrapedWithoutSigningIn() throws IOException, InterruptedException {
    HttpResponse<String> answer = get(management, "/actuator/prometheus");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .contains("text/plain", "version=0.0.4");
    assertThat(answer.body()).contains("testbed_runs{state=\"QUEUED\",}", "jvm_memory_used_bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "heapdump", "loggers", "beans"})
  void saysNothingElseThere(String path) throws IOException, InterruptedException {
    assertThat(get(management, "/actuator/" + path).statusCode()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void figuresAreNotOnThePublicPort() throws IOException, InterruptedException {
    assertThat(get(port, "/actuator/prometheus").statusCode()).isNotEqualTo(200);
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
