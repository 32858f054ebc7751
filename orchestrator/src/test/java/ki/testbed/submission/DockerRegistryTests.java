package ki.testbed.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.intake.ArchiveCheck;
import ki.testbed.intake.IntakeBounds;
import ki.testbed.protocol.Sha256;
import ki.testbed.submission.SubmissionProperties.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A real registry, as Debian has it, that wants a login. */
@Tag("engine")
class DockerRegistryTests {
  private static final RegistryLogin LOGIN = new RegistryLogin("acme", "a very secret token");
  private static final TestImages.Pushed IMAGE = TestImages.pushed("x".repeat(300_000));

  @TempDir Path folder;
  private String host = "";
  private Optional<Process> registry = Optional.empty();

  @BeforeEach
  void start() throws Exception {
    host = "127.0.0.1:" + freePort();
    Path users =
        Files.writeString(
            folder.resolve("htpasswd"),
            LOGIN.name() + ":" + new BCryptPasswordEncoder(5).encode(LOGIN.secret()) + "\n");
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: "%s"}}
            http: {addr: "%s"}
            auth: {htpasswd: {realm: registry, path: "%s"}}
            """
                .formatted(folder.resolve("data"), host, users));
    registry =
        Optional.of(
            new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start());
    awaitAnswer();
    push();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (registry.isPresent()) {
      registry.get().destroy();
      if (!registry.get().waitFor(10, TimeUnit.SECONDS)) {
        registry.get().destroyForcibly();
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        send("GET", "/v2/", new byte[0], "application/json");
        return;
      } catch (IOException e) {
        assertThat(System.nanoTime()).as("the registry answers: " + e).isLessThan(deadline);
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
  }

  private void push() throws Exception {
    for (var blob : IMAGE.blobs().entrySet()) {
      String upload =
          send("POST", "/v2/acme/triage/blobs/uploads/", new byte[0], "application/octet-stream");
      String path = upload.substring(upload.indexOf("/v2/"));
      send(
          "PUT",
          path + "&digest=" + blob.getKey().prefixed(),
          blob.getValue(),
          "application/octet-stream");
    }
    send(
        "PUT",
        "/v2/acme/triage/manifests/latest",
        IMAGE.manifest(),
        "application/vnd.oci.image.manifest.v1+json");
  }

  /** The location that the answer names. */
  private String send(String method, String path, byte[] body, String type)
      throws IOException, InterruptedException {
    String login = LOGIN.name() + ":" + LOGIN.secret();
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + host + path))
                  .method(method, BodyPublishers.ofByteArray(body))
                  .header("Content-Type", type)
                  .header(
                      "Authorization",
                      "Basic "
                          + Base64.getEncoder()
                              .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode())
          .as(method + " " + path + ": " + answer.body())
          .isLessThan(300);
      return answer.headers().firstValue("Location").orElse("");
    }
  }

  private ImageReference reference() {
    return ImageReference.parse(host + "/acme/triage@" + Sha256.of(IMAGE.manifest()).prefixed())
        .orElseThrow();
  }

  private RegistryClient client(Optional<RegistryLogin> login) {
    var hosts =
        new RegistryHosts(List.of(new Registry(host, true, true)), InetAddress::getAllByName);
    return new RegistryClient(reference(), login, hosts);
  }

  @Test
  void anImageComesOverWholeAndIsAccepted() throws Exception {
    Path file = folder.resolve("pull");
    new ImagePull(reference(), client(Optional.of(LOGIN)), 1 << 20, Duration.ofMillis(10))
        .into(file);

    assertThat(ArchiveCheck.check(file, IntakeBounds.DEFAULTS).findings()).isEmpty();
  }

  @Test
  void aPartOfABlobComesByRange() throws Exception {
    byte[] largest =
        IMAGE.blobs().values().stream().max((a, b) -> a.length - b.length).orElseThrow();
    try (var answer = client(Optional.of(LOGIN)).blob(Sha256.of(largest).prefixed(), 100_000)) {
      assertThat(answer.status()).isEqualTo(206);
      assertThat(answer.body().readAllBytes())
          .isEqualTo(Arrays.copyOfRange(largest, 100_000, largest.length));
    }
  }

  @Test
  void withoutLoginTheRegistryGivesNothing() {
    var pull = new ImagePull(reference(), client(Optional.empty()), 1 << 20, Duration.ZERO);
    assertThatThrownBy(() -> pull.into(folder.resolve("pull"))).hasMessageStartingWith("I133");
  }
}
