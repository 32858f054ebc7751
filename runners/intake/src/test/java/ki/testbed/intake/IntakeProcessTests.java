package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import ki.testbed.intake.archive.TarBytes;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeProcessTests {
  private static final Duration ENOUGH = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void theChildSaysTheSame() throws Exception {
    byte[] program = Layers.program();
    Path archive =
        write(ImageArchive.empty().layer(program, Layers.zstd(program)).tag("a:1").oci());
    assertThat(process().check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE))
        .isEqualTo(ArchiveCheck.check(archive, IntakeBounds.DEFAULTS));
  }

  @Test
  void aNameOfAnotherLanguageIsFoundWithoutAnyEnvironment() throws Exception {
    Path archive =
        Files.write(directory.resolve("größe 日本.tar"), ImageArchive.sound().dockerSave());
    assertThat(process().check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE).accepted())
        .isTrue();
  }

  @Test
  void aCheckThatTakesTooLongIsAFinding() throws Exception {
    var impatient = new IntakeProcess(IntakeCommand.ofThisProcess(), Duration.ofMillis(1));
    IntakeResult result =
        impatient.check(
            write(ImageArchive.sound().oci()), IntakeBounds.DEFAULTS, ImageSettings.NONE);
    assertThat(Checks.ids(result)).containsExactly("I103");
    assertThat(result.facts()).isEmpty();
  }

  @Test
  void anInterruptedCallerLeavesNothingBehind() throws Exception {
    Path archive = write(ImageArchive.sound().oci());
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> process().check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE));
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aCheckThatNeedsTooMuchMemoryIsAFinding() throws Exception {
    assertThat(
            Checks.ids(
                other(HungryMain.class)
                    .check(directory, IntakeBounds.DEFAULTS, ImageSettings.NONE)))
        .containsExactly("I103");
  }

  @Test
  void aBrokenChildIsNotTheSubmittersFault() throws Exception {
    Path archive = write(ImageArchive.sound().oci());
    var nothing = new IntakeCommand(java(), directory.toString(), List.of("ki.testbed.Nothing"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            new IntakeProcess(nothing, ENOUGH)
                .check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE))
        .withMessageContaining("exit 1");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            other(SilentMain.class).check(archive, IntakeBounds.DEFAULTS, ImageSettings.NONE));
  }

  @Test
  void theChildHasNoEnvironmentOfOurs() throws Exception {
    IntakeResult result =
        other(EnvironmentMain.class).check(directory, IntakeBounds.DEFAULTS, ImageSettings.NONE);
    assertThat(result.findings().getFirst().message().en()).isEqualTo("[LC_ALL].");
  }

  /** The most files an image may have must be read in the memory of the child. */
  @Test
  void halfAMillionFilesFitIntoTheChild() throws Exception {
    IntakeResult result =
        process().check(files(499_980), IntakeBounds.DEFAULTS, ImageSettings.NONE);
    assertThat(result.findings()).isEmpty();
    assertThat(result.facts().orElseThrow().tree().entries()).isEqualTo(499_980 + 7 + 2);
  }

  private Path files(int count) throws IOException {
    var digest = Sha256.digest();
    Path archive = directory.resolve("archive.tar");
    try (var file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16)) {
      var tar = new TarBytes(file);
      tar.raw('0', ascii("1.tar"), 0644, new byte[0], 512L * count + 1024);
      var layer = new TarBytes(new DigestOutputStream(file, digest));
      IntStream.range(0, count)
          .forEach(i ->
              layer.raw(
                  '0',
                  ascii("directory" + i % 7 + "/a-file-with-a-usual-name-" + i),
                  0644,
                  new byte[0],
                  0));
      layer.end();
      String ids =
          Sha256.of(Layers.program()).prefixed()
              + "\",\""
              + Sha256.ofDigest(digest.digest()).prefixed();
      tar.file("0.tar", 0644, Layers.program());
      tar.file(
          "config.json",
          "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/app/run\"]},\"rootfs\":{\"diff_ids\":[\""
              + ids
              + "\"]}}");
      tar.file("manifest.json", "[{\"Config\":\"config.json\",\"Layers\":[\"0.tar\",\"1.tar\"]}]")
          .end();
    }
    return archive;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static IntakeProcess process() {
    return new IntakeProcess(IntakeCommand.ofThisProcess(), ENOUGH);
  }

  private static IntakeProcess other(Class<?> main) {
    return new IntakeProcess(
        new IntakeCommand(java(), System.getProperty("java.class.path"), List.of(main.getName())),
        ENOUGH);
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private Path write(byte[] archive) throws IOException {
    return Files.write(directory.resolve("archive.tar"), archive);
  }

  /** Wants more than it gets. */
  static final class HungryMain {
    public static void main(String[] arguments) {
      System.out.write(new byte[1 << 30].length);
    }
  }

  /** Ends well and says nothing. */
  static final class SilentMain {
    public static void main(String[] arguments) {}
  }

  /** Answers with the names in its environment. */
  static final class EnvironmentMain {
    public static void main(String[] arguments) {
      String names = System.getenv().keySet().toString() + ".";
      try {
        IntakeWire.write(
            new IntakeResult(Optional.empty(), List.of(ImageCode.I101.of(names, names))),
            System.out);
      } catch (UncheckedIOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
