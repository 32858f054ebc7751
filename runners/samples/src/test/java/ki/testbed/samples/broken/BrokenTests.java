package ki.testbed.samples.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault, seen from outside: a child process that misbehaves as promised. */
class BrokenTests {
  private static final String TEXT =
      "All human beings are born free and equal in dignity and rights.";
  private static final Path MANIFESTS = Path.of("broken");

  @Test
  void exitEndsAtOnce() throws Exception {
    try (var child = Child.start("exit")) {
      assertThat(child.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void noportNeverListens() throws Exception {
    try (var child = Child.start("noport")) {
      child.line("broken on purpose: noport");
      assertThat(child.listens()).isFalse();
      assertThat(child.alive()).isTrue();
    }
  }

  @Test
  void notreadyListensAndIsNeverReady() throws Exception {
    try (var child = Child.start("notready");
        var client = child.client()) {
      assertThat(client.get("/v2/health/live").status()).isEqualTo(200);
      assertThat(client.get("/v2/health/ready").status()).isEqualTo(503);
      assertThat(client.get("/v2/models/langid/ready").status()).isEqualTo(503);
    }
  }

  @Test
  void error500IsReadyAndNeverAnswersWell() throws Exception {
    try (var child = Child.start("error500");
        var client = child.client()) {
      assertThat(client.get("/v2/health/ready").status()).isEqualTo(200);
      assertThat(client.get("/v2/models/langid").status()).isEqualTo(200);
      assertThat(client.infer(TEXT).status()).isEqualTo(500);
    }
  }

  @Test
  void error500LaterAnswersWellAtFirst() throws Exception {
    try (var child = Child.start("error500-later", "2");
        var client = child.client()) {
      assertThat(client.infer(TEXT).status()).isEqualTo(200);
      assertThat(client.infer(TEXT).status()).isEqualTo(200);
      assertThat(client.infer(TEXT).status()).isEqualTo(500);
      assertThat(client.infer(TEXT).status()).isEqualTo(500);
    }
  }

  @Test
  void wrongIsWellFormedAndWrong() throws Exception {
    try (var child = Child.start("wrong");
        var client = child.client()) {
      var answer = client.infer(TEXT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.label()).isEqualTo("zxx");
    }
  }

  @Test
  void oomTakesMemoryBeforeItListens() throws Exception {
    try (var child = Child.start("oom", "300");
        var client = child.client()) {
      assertThat(child.residentMebibytes()).isGreaterThan(300);
      assertThat(client.infer(TEXT).status()).isEqualTo(200);
    }
  }

  @Test
  void oomLaterTakesMemoryUnderLoad() throws Exception {
    try (var child = Child.start("oom-later", "300");
        var client = child.client()) {
      assertThat(child.residentMebibytes()).isLessThan(250);
      for (int i = 0; i <= 250; i++) {
        assertThat(client.infer(TEXT).status()).isEqualTo(200);
      }
      assertThat(child.residentMebibytes()).isGreaterThan(300);
    }
  }

  @Test
  void ignoreSigtermGoesOnAnswering() throws Exception {
    try (var child = Child.start("ignore-sigterm");
        var client = child.client()) {
      child.terminate();
      assertThat(child.endsWithin(Duration.ofSeconds(1))).isFalse();
      assertThat(client.infer(TEXT).status()).isEqualTo(200);
    }
  }

  @Test
  void theOthersEndOnSigterm() throws Exception {
    try (var child = Child.start("wrong");
        var _ = child.client()) {
      child.terminate();
      assertThat(child.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void crashLaterEndsInsteadOfAnswering() throws Exception {
    try (var child = Child.start("crash-later", "1");
        var client = child.client()) {
      assertThat(client.infer(TEXT).status()).isEqualTo(200);
      assertThatThrownBy(() -> client.infer(TEXT)).isInstanceOf(IOException.class);
      assertThat(child.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void slowTakesItsTime() throws Exception {
    try (var child = Child.start("slow", "300");
        var client = child.client()) {
      long before = System.nanoTime();
      assertThat(client.infer(TEXT).status()).isEqualTo(200);
      assertThat(System.nanoTime() - before)
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(300));
    }
  }

  @Test
  void anUnknownFaultIsRefused() {
    assertThatThrownBy(() -> Script.parse("nonsense"))
        .hasMessageContaining("there are exit, noport");
    assertThatThrownBy(Script::parse).hasMessageContaining("<fault>");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void eachFaultHasItsManifest(Fault fault) throws IOException {
    var manifest = Files.readString(MANIFESTS.resolve(fault.word() + ".yaml"));
    assertThat(manifest)
        .contains("name: broken-" + fault.word() + "\n")
        .contains("args: [" + fault.word());
  }

  @Test
  void thereIsNoOtherManifest() throws IOException {
    try (var files = Files.list(MANIFESTS)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Fault.values()).map(Fault::word).toList());
    }
  }
}
