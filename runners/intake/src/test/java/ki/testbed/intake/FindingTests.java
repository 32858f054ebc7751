package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ki.testbed.intake.archive.Fault;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import ki.testbed.intake.archive.TarBytes;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each archive has exactly one thing wrong with it. */
class FindingTests {
  private static final byte[] PROGRAM = Layers.program();

  static Stream<Fault> faults() {
    return Fault.all();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anArchiveWithOneFaultHasExactlyOneKindOfFinding(Fault fault) {
    IntakeResult result = Checks.check(fault.archive().get());
    assertThat(Checks.ids(result)).containsExactly(fault.id());
    assertThat(result.accepted()).isEqualTo(result.findings().stream().noneMatch(Finding::isError));
    assertThat(result.findings()).allSatisfy(FindingTests::isWellSaid);
  }

  @Test
  void everyFindingHasAnArchive() {
    var elsewhere = Stream.of("I104", "I130", "I132");
    var seen = Stream.concat(faults().map(Fault::id), elsewhere).distinct().sorted();
    assertThat(seen)
        .containsExactly(Stream.of(ImageCode.values()).map(Enum::name).toArray(String[]::new));
  }

  @Test
  void moreFilesThanAllowedAreFound() {
    var size = new IntakeBounds.Size(1L << 30, 200, 100 << 20, 1000, 125);
    assertThat(Checks.ids(check(files(1000 - 2), bounds(size)))).isEmpty();
    assertThat(Checks.ids(check(files(1000 - 1), bounds(size)))).containsExactly("I104");
  }

  @Test
  void directoriesThatAreOnlyImpliedCountAsFiles() {
    var size = new IntakeBounds.Size(1L << 30, 200, 100 << 20, 100, 125);
    byte[] archive = layer(tar -> tar.file("a/".repeat(98) + "x", "x"));
    assertThat(Checks.ids(check(archive, bounds(size)))).containsExactly("I104");
  }

  @Test
  void aLargerImageThanAnyNodeHoldsIsFound() {
    var bounds =
        new IntakeBounds(
            IntakeBounds.DEFAULTS.platform(),
            IntakeBounds.DEFAULTS.size(),
            IntakeBounds.DEFAULTS.names(),
            IntakeBounds.DEFAULTS.config(),
            1000);
    assertThat(Checks.ids(check(ImageArchive.sound().oci(), bounds))).containsExactly("I130");
  }

  @Test
  void allFaultsAreFoundAtOnce() {
    byte[] archive =
        ImageArchive.empty()
            .layer(tar -> tar.file("../x", "x").entry('3', "dev", 0666, "", new byte[0]))
            .layer(PROGRAM, random(3000))
            .layer(tar -> tar.symlink("s", "../.."))
            .config(config -> config.put("architecture", "arm64"))
            .dockerSave();
    assertThat(Checks.ids(Checks.check(archive))).containsExactly("I114", "I115", "I116", "I131");
  }

  @Test
  void manyFindingsOfOneKindAreCounted() {
    byte[] archive =
        layer(tar ->
            Stream.iterate(0, i -> i + 1).limit(1000).forEach(i -> tar.symlink("l" + i, "..")));
    List<Finding> findings = Checks.check(archive).findings();
    assertThat(findings).hasSize(11);
    assertThat(findings.getLast().message().en()).isEqualTo("990 more of this kind.");
  }

  @Test
  void aFileAsWorkingDirectoryIsAnErrorAndAMissingOneAWarning() {
    assertThat(
            Checks.check(
                    ImageArchive.sound().start(start -> start.put("WorkingDir", "/app/run")).oci())
                .accepted())
        .isFalse();
    assertThat(
            Checks.check(
                    ImageArchive.sound().start(start -> start.put("WorkingDir", "/none")).oci())
                .accepted())
        .isTrue();
  }

  @Test
  void theCommandOfAManifestIsTheOneLookedAt() {
    var settings = new ImageSettings(List.of("/app/other"), List.of(), java.util.Map.of());
    assertThat(
            Checks.ids(Checks.check(ImageArchive.sound().oci(), IntakeBounds.DEFAULTS, settings)))
        .containsExactly("I123");
  }

  @Test
  void hostileNamesAreEscapedAndCut() {
    String name = "<b>\u001b[31m\r\n\u202e" + "x".repeat(200);
    Finding finding = Checks.check(layer(tar -> tar.file("../" + name, "x"))).findings().getFirst();
    assertThat(finding.pointer())
        .hasSize(120)
        .startsWith("../<b>\\u{1b}[31m\\u{d}\\u{a}\\u{202e}xxx")
        .endsWith("…");
    assertThat(finding.message().de()).doesNotContain("\u001b", "\r", "\n", "\u202e");
  }

  @Test
  void ourOwnDiskIsNotTheSubmittersFault() {
    assertThatCode(() ->
            ArchiveCheck.check(java.nio.file.Path.of("does-not-exist"), IntakeBounds.DEFAULTS))
        .isInstanceOf(java.io.IOException.class);
  }

  private static void isWellSaid(Finding finding) {
    assertThat(finding.severity()).isIn((Object[]) Severity.values());
    Stream.of(
            finding.message().de(),
            finding.message().en(),
            finding.nextStep().de(),
            finding.nextStep().en())
        .forEach(sentence ->
            assertThat(sentence)
                .isNotBlank()
                .endsWith(".")
                .doesNotContain("null", "Exception", "%s"));
    assertThat(finding.message().en().split(" ")).hasSizeLessThan(31);
  }

  private static IntakeResult check(byte[] archive, IntakeBounds bounds) {
    return Checks.check(archive, bounds, ImageSettings.NONE);
  }

  private static IntakeBounds bounds(IntakeBounds.Size size) {
    return new IntakeBounds(
        IntakeBounds.DEFAULTS.platform(),
        size,
        IntakeBounds.Names.DEFAULTS,
        IntakeBounds.Config.DEFAULTS,
        Long.MAX_VALUE);
  }

  /** The sound image with one more layer. */
  private static byte[] layer(Consumer<TarBytes> content) {
    return ImageArchive.sound().layer(content).dockerSave();
  }

  private static byte[] files(int count) {
    return layer(
        tar -> Stream.iterate(0, i -> i + 1).limit(count).forEach(i -> tar.file("f" + i, "")));
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
