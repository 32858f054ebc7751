package ki.testbed.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import ki.testbed.rules.ManifestLimits;
import ki.testbed.rules.ManifestRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples' manifests have nothing to find fault with. */
class ManifestTests {
  static Stream<Path> manifests() throws IOException {
    try (var broken = Files.list(Path.of("broken"))) {
      return Stream.concat(Stream.of(Path.of("langid", "testbed.yaml")), broken.toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isAccepted(Path manifest) throws IOException {
    var checked = ManifestRules.check(Files.readString(manifest), ManifestLimits.defaults());
    assertThat(checked.findings()).isEmpty();
    assertThat(checked.value().orElseThrow().model()).isEqualTo("langid");
  }
}
