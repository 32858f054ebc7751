package ki.testbed.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Which runner measures: our own, or one the plan names and the operator approved. */
class RunnerImageTests {
  @TempDir Path folder;

  @Test
  void aPlanGetsTheRunnerItNamesIfTheOperatorApprovedIt() throws Exception {
    Sha256 own = image("own", 1);
    Sha256 other = image("other", 2);
    RunnerImage images =
        images(
            Map.of(
                "testbed.runner.image", folder.resolve("own.tar").toString(),
                "testbed.runner.others.python", folder.resolve("other.tar").toString()));
    assertThat(images.source(Optional.empty()).id()).isEqualTo(own);
    assertThat(images.source(Optional.of("python")).id()).isEqualTo(other);
    assertThatThrownBy(() -> images.source(Optional.of("unknown")))
        .isInstanceOf(IOException.class)
        .hasMessage("no runner unknown is approved here");
  }

  private static RunnerImage images(Map<String, String> settings) {
    return new RunnerImage(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("testbed.runner", HarnessProperties.class));
  }

  private Sha256 image(String name, int content) throws IOException {
    Sha256 id = Sha256.of(new byte[] {(byte) content});
    Files.writeString(folder.resolve(name + ".id"), id.prefixed());
    Files.writeString(folder.resolve(name + ".layers"), id.prefixed());
    return id;
  }
}
