package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are, the check answers, and never calls a damaged image sound. */
class MangledArchiveTests {
  private static final long SEED = 20_260_101;

  static Stream<Named<byte[]>> archives() {
    byte[] program = Layers.program();
    var image =
        ImageArchive.empty()
            .layer(program, Layers.gzip(program))
            .layer(program, Layers.zstd(program))
            .layer(tar -> tar.pax("path", "a/b").file("x", "y"));
    return Stream.of(Named.of("docker-save", image.dockerSave()), Named.of("OCI", image.oci()));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void cutAnywhereItIsRefused(byte[] archive) {
    int lastContent = archive.length - 2 * TarHeader.BLOCK;
    IntStream.iterate(0, at -> at < lastContent, at -> at + 173)
        .forEach(at ->
            assertThat(Checks.check(Arrays.copyOf(archive, at)).accepted())
                .as("cut at %s", at)
                .isFalse());
  }

  @ParameterizedTest
  @MethodSource("archives")
  void cutInTheEndMarkItIsRefusedOrTheSame(byte[] archive) {
    var whole = Checks.check(archive);
    IntStream.rangeClosed(1, 2 * TarHeader.BLOCK)
        .filter(cut -> cut % 100 == 0)
        .mapToObj(cut -> Checks.check(Arrays.copyOf(archive, archive.length - cut)))
        .filter(IntakeResult::accepted)
        .forEach(result -> assertThat(result).isEqualTo(whole));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void flippedBytesNeverChangeAnAcceptedImage(byte[] archive) {
    ImageFacts whole = Checks.check(archive).facts().orElseThrow();
    var random = new Random(SEED);
    for (int i = 0; i < 400; i++) {
      byte[] mangled = archive.clone();
      mangled[random.nextInt(mangled.length)] ^= (byte) (1 + random.nextInt(255));
      IntakeResult result = Checks.check(mangled);
      if (result.accepted()) {
        assertThat(result.facts().orElseThrow().layers())
            .as("seed %s, change %s", SEED, i)
            .isEqualTo(whole.layers());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void blocksInAnyOrderAreAnswered(byte[] archive) {
    var random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] mangled = archive.clone();
      for (int swaps = 0; swaps < 3; swaps++) {
        swap(
            mangled,
            random.nextInt(mangled.length / 512) * 512,
            random.nextInt(mangled.length / 512) * 512);
      }
      assertThat(Checks.check(mangled).findings()).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void noiseIsRefused(int length) {
    var noise = new byte[length];
    new Random(SEED + length).nextBytes(noise);
    assertThat(Checks.ids(Checks.check(noise))).containsExactly("I101");
  }

  static IntStream lengths() {
    return IntStream.of(1, 100, 511, 512, 513, 1024, 10_240, 1_000_000);
  }

  private static void swap(byte[] bytes, int one, int two) {
    byte[] first = Arrays.copyOfRange(bytes, one, one + 512);
    System.arraycopy(bytes, two, bytes, one, 512);
    System.arraycopy(first, 0, bytes, two, 512);
  }
}
