package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ki.testbed.intake.archive.Layers;
import ki.testbed.intake.archive.TarBytes;
import ki.testbed.protocol.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightsCheckTests {
  @TempDir private Path directory;

  @Test
  void filesAndDirectoriesAreWeights() throws Exception {
    byte[] weights = TarBytes.of(tar -> tar.directory("model").file("model/weights.bin", "1"));
    assertThat(check(weights)).isEmpty();
    assertThat(check(Layers.gzip(weights))).isEmpty();
    assertThat(check(Layers.zstd(weights))).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("an empty file", new byte[0]),
        Arguments.of("no archive", new byte[] {1, 2, 3}),
        Arguments.of("a link", tar(tar -> tar.symlink("a", "b"))),
        Arguments.of("a hard link", tar(tar -> tar.file("a", "").hardlink("b", "a"))),
        Arguments.of("a path upwards", tar(tar -> tar.file("../a", ""))),
        Arguments.of("a mark", tar(tar -> tar.whiteout(".wh.a"))),
        Arguments.of("a device", tar(tar -> tar.entry('3', "a", 0666, "", new byte[0]))),
        Arguments.of("cut", Arrays.copyOf(tar(tar -> tar.file("a", "b")), 700)),
        Arguments.of("cut at an end", Arrays.copyOf(tar(tar -> tar.file("a", "b")), 1024)),
        Arguments.of("a bomb", Layers.gzip(Layers.zeros(110))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void anythingElseIsNone(String what, byte[] archive) throws Exception {
    assertThat(check(archive)).as(what).extracting(Finding::id).containsExactly("I132");
  }

  private List<Finding> check(byte[] archive) throws Exception {
    return WeightsCheck.check(
        Files.write(directory.resolve("weights"), archive), IntakeBounds.DEFAULTS);
  }

  private static byte[] tar(Consumer<TarBytes> content) {
    return TarBytes.of(content);
  }
}
