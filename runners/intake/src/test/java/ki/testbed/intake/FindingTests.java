package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import ki.testbed.intake.archive.TarBytes;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Each archive has exactly one thing wrong with it. */
class FindingTests {
  private static final byte[] PROGRAM = Layers.program();

  static Stream<Arguments> archives() {
    return Stream.of(
        Arguments.of("I101", "an empty file", new byte[0]),
        Arguments.of("I101", "text", "not an image".repeat(100).getBytes(StandardCharsets.UTF_8)),
        Arguments.of("I101", "random bytes", random(100_000)),
        Arguments.of(
            "I101",
            "an archive compressed as a whole",
            Layers.gzip(ImageArchive.sound().dockerSave())),
        Arguments.of(
            "I101",
            "garbage behind the first entry",
            broken(ImageArchive.sound().dockerSave(), 512 + Layers.program().length)),
        Arguments.of(
            "I101",
            "a layer that is no tar archive from some byte on",
            badLayer(broken(Layers.program(), 512))),
        Arguments.of(
            "I101",
            "an extended header that is none",
            layer(tar -> tar.extended('x', "nonsense").file("x", "x"))),
        Arguments.of("I101", "a size below zero", layer(FindingTests::negativeSize)),
        Arguments.of(
            "I102", "cut in an entry", Arrays.copyOf(ImageArchive.sound().dockerSave(), 1500)),
        Arguments.of(
            "I102",
            "cut between entries",
            Arrays.copyOf(ImageArchive.sound().dockerSave(), 512 + Layers.program().length)),
        Arguments.of(
            "I102",
            "a layer that ends in an entry",
            badLayer(Arrays.copyOf(Layers.program(), 1100))),
        Arguments.of(
            "I102", "gzip cut off", badLayer(PROGRAM, Arrays.copyOf(Layers.gzip(PROGRAM), 60))),
        Arguments.of("I103", "a gzip bomb", bomb(Layers::gzip)),
        Arguments.of("I103", "a zstd bomb", bomb(Layers::zstd)),
        Arguments.of(
            "I103", "a file of holes", layer(tar -> tar.extended('x', holes()).file("big", "x"))),
        Arguments.of("I103", "an old file of holes", layer(FindingTests::oldHoles)),
        Arguments.of("I105", "no manifest", TarBytes.of(tar -> tar.file("etc/passwd", "root"))),
        Arguments.of("I105", "a manifest that is no list", dockerManifest("{}")),
        Arguments.of("I105", "an empty list", dockerManifest("[]")),
        Arguments.of("I105", "a list of something else", dockerManifest("[7]")),
        Arguments.of(
            "I105",
            "a layer that is no text",
            ImageArchive.sound().manifest(image -> image.putArray("Layers").add(1)).dockerSave()),
        Arguments.of("I105", "a manifest nested deeply", dockerManifest("[".repeat(100_000))),
        Arguments.of(
            "I105",
            "a manifest twice",
            ImageArchive.sound().extra(tar -> tar.file("manifest.json", "[]")).dockerSave()),
        Arguments.of(
            "I105",
            "a manifest that is a directory",
            TarBytes.of(tar -> tar.directory("manifest.json"))),
        Arguments.of(
            "I105",
            "a missing layer",
            ImageArchive.sound()
                .manifest(image -> image.withArray("/Layers").add("x.tar"))
                .dockerSave()),
        Arguments.of(
            "I105",
            "a missing config",
            ImageArchive.sound().writeConfig((_, _) -> {}).dockerSave()),
        Arguments.of(
            "I105",
            "another kind of artefact",
            ImageArchive.sound()
                .manifest(m ->
                    m.withObject("/config")
                        .put("mediaType", "application/vnd.cncf.helm.config.v1+json"))
                .oci()),
        Arguments.of(
            "I105",
            "an index without descriptors",
            ImageArchive.sound().index(index -> index.put("manifests", 1)).oci()),
        Arguments.of(
            "I105",
            "a hash of another kind",
            ImageArchive.sound().index(index -> first(index).put("digest", "sha512:00")).oci()),
        Arguments.of("I106", "two images", twoImages()),
        Arguments.of(
            "I106",
            "two manifests in the index",
            ImageArchive.sound().index(FindingTests::secondManifest).oci()),
        Arguments.of(
            "I106",
            "a nested index",
            ImageArchive.sound()
                .index(index ->
                    first(index).put("mediaType", "application/vnd.oci.image.index.v1+json"))
                .oci()),
        Arguments.of(
            "I106",
            "an index disguised as manifest",
            ImageArchive.sound().manifest(m -> m.putArray("manifests")).oci()),
        Arguments.of(
            "I107",
            "an OCI layer by URL",
            ImageArchive.sound().manifest(FindingTests::urlLayer).oci()),
        Arguments.of(
            "I107",
            "a docker-save layer by URL",
            ImageArchive.sound().manifest(FindingTests::urlSource).dockerSave()),
        Arguments.of("I108", "a blob that was changed", changedBlob()),
        Arguments.of(
            "I108",
            "a manifest that was changed",
            ImageArchive.sound()
                .index(index -> first(index).put("digest", Sha256.of(PROGRAM).prefixed()))
                .extra(tar -> ImageArchive.blob(tar, "", PROGRAM))
                .oci()),
        Arguments.of(
            "I108",
            "a wrong size",
            ImageArchive.sound()
                .manifest(m -> ((ObjectNode) m.at("/layers/0")).put("size", 5))
                .oci()),
        Arguments.of("I108", "a gzip layer that was changed", changedGzip()),
        Arguments.of("I108", "a config that does not match its name", misnamedConfig()),
        Arguments.of(
            "I109",
            "a layer too many",
            ImageArchive.sound().diffIds(ids -> ids.add(ids.getFirst())).dockerSave()),
        Arguments.of(
            "I109",
            "another layer",
            ImageArchive.sound().diffIds(ids -> ids.set(0, Sha256.of(new byte[0]))).dockerSave()),
        Arguments.of("I110", "null", config("null")),
        Arguments.of("I110", "broken JSON", config("{\"os\":")),
        Arguments.of("I110", "something behind it", config("{} {}")),
        Arguments.of("I110", "a name twice", config("{\"os\":\"linux\",\"os\":\"linux\"}")),
        Arguments.of(
            "I110",
            "depth 200,000",
            config("{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}")),
        Arguments.of(
            "I110",
            "no layers in the config",
            ImageArchive.sound().config(config -> config.putObject("rootfs")).dockerSave()),
        Arguments.of(
            "I110",
            "a command that is no list",
            ImageArchive.sound().start(start -> start.put("Entrypoint", "/app/run")).dockerSave()),
        Arguments.of(
            "I110",
            "a command with the character zero",
            ImageArchive.sound().start(start -> start.putArray("Cmd").add("a\0b")).dockerSave()),
        Arguments.of(
            "I110",
            "two megabytes",
            ImageArchive.sound()
                .config(config -> config.put("author", "x".repeat(2 << 20)))
                .dockerSave()),
        Arguments.of("I110", "five megabytes", config(" ".repeat(5 << 20))),
        Arguments.of(
            "I111",
            "3 MB of environment",
            ImageArchive.sound()
                .start(start -> start.putArray("Env").add("A=" + "x".repeat(3 << 20)))
                .dockerSave()),
        Arguments.of(
            "I111",
            "257 variables",
            ImageArchive.sound().start(start -> variables(start, 257)).dockerSave()),
        Arguments.of(
            "I111",
            "50,000 labels",
            ImageArchive.sound().start(start -> labels(start, 50_000)).oci()),
        Arguments.of(
            "I112",
            "arm64",
            ImageArchive.empty()
                .layer(program(0755, Layers.elf(Layers.ARM64)))
                .config(config -> config.put("architecture", "arm64"))
                .oci()),
        Arguments.of(
            "I112",
            "windows",
            ImageArchive.sound().config(config -> config.put("os", "windows")).oci()),
        Arguments.of("I113", "no layer", ImageArchive.empty().dockerSave()),
        Arguments.of("I113", "140 layers", layers(140)),
        Arguments.of(
            "I114", "a path with two dots", layer(tar -> tar.file("../../etc/passwd", "x"))),
        Arguments.of("I114", "a path with two dots inside", layer(tar -> tar.file("a/../b", "x"))),
        Arguments.of("I114", "an absolute path", layer(tar -> tar.file("/etc/passwd", "x"))),
        Arguments.of("I114", "a link as root", layer(tar -> tar.symlink("./", "/etc"))),
        Arguments.of(
            "I114",
            "a path with two dots in the archive itself",
            ImageArchive.sound().extra(tar -> tar.file("../evil", "x")).oci()),
        Arguments.of(
            "I115",
            "a link that climbs out",
            layer(tar -> tar.symlink("a/link", "../../etc/passwd"))),
        Arguments.of(
            "I115",
            "an absolute link that climbs out",
            layer(tar -> tar.symlink("link", "/../etc/passwd"))),
        Arguments.of("I115", "a link to nothing", layer(tar -> tar.symlink("link", ""))),
        Arguments.of(
            "I115",
            "written through a link",
            layer(tar -> tar.symlink("out", "/etc").file("out/passwd", "x"))),
        Arguments.of(
            "I115",
            "written through a link of a lower layer",
            ImageArchive.sound()
                .layer(tar -> tar.symlink("out", "/etc"))
                .layer(tar -> tar.file("out/passwd", "x"))
                .dockerSave()),
        Arguments.of(
            "I115",
            "removed through a link",
            ImageArchive.sound()
                .layer(tar -> tar.symlink("out", "/etc"))
                .layer(tar -> tar.whiteout("out/.wh.passwd"))
                .dockerSave()),
        Arguments.of(
            "I115",
            "emptied through a link",
            ImageArchive.sound()
                .layer(tar -> tar.symlink("out", "/etc"))
                .layer(tar -> tar.whiteout("out/.wh..wh..opq"))
                .dockerSave()),
        Arguments.of("I115", "below a file", layer(tar -> tar.file("a", "x").file("a/b", "x"))),
        Arguments.of(
            "I115",
            "a hard link that climbs out",
            layer(tar -> tar.hardlink("link", "../../etc/shadow"))),
        Arguments.of(
            "I115", "a hard link to nothing", layer(tar -> tar.hardlink("link", "etc/shadow"))),
        Arguments.of(
            "I115",
            "a hard link to a directory",
            layer(tar -> tar.directory("d").hardlink("link", "d"))),
        Arguments.of(
            "I115",
            "a hard link through a link",
            layer(tar -> tar.file("d/x", "x").symlink("s", "d").hardlink("link", "s/x"))),
        Arguments.of(
            "I115",
            "a hard link to a lower layer",
            ImageArchive.sound().layer(tar -> tar.hardlink("link", "app/run")).dockerSave()),
        Arguments.of(
            "I115",
            "a config that is a link outside",
            ImageArchive.sound()
                .writeConfig((tar, _) -> tar.symlink("config.json", "../../../etc/passwd"))
                .dockerSave()),
        Arguments.of(
            "I115",
            "a manifest that is a link",
            TarBytes.of(tar -> tar.symlink("manifest.json", "/etc/passwd"))),
        Arguments.of(
            "I115",
            "a layer that is a link outside",
            ImageArchive.sound()
                .extra(tar -> tar.symlink("x.tar", "/etc/passwd"))
                .manifest(image -> image.withArray("/Layers").add("x.tar"))
                .dockerSave()),
        Arguments.of(
            "I115",
            "layers that are links in a circle",
            ImageArchive.sound()
                .extra(tar -> tar.symlink("x.tar", "y.tar").symlink("y.tar", "x.tar"))
                .manifest(image -> image.withArray("/Layers").add("x.tar"))
                .dockerSave()),
        Arguments.of(
            "I116", "a device", layer(tar -> tar.entry('3', "dev/sda", 0666, "", new byte[0]))),
        Arguments.of("I116", "a FIFO", layer(tar -> tar.entry('6', "fifo", 0666, "", new byte[0]))),
        Arguments.of(
            "I116",
            "an entry of an unknown type",
            layer(tar -> tar.entry('Z', "what", 0666, "", new byte[10]))),
        Arguments.of(
            "I116",
            "a device in the archive itself",
            ImageArchive.sound().extra(tar -> tar.entry('4', "sda", 0666, "", new byte[0])).oci()),
        Arguments.of("I117", "setuid", layer(tar -> tar.file("su", 04755, PROGRAM))),
        Arguments.of(
            "I117",
            "file capabilities",
            layer(tar -> tar.pax("SCHILY.xattr.security.capability", "x").file("ping", "x"))),
        Arguments.of(
            "I118",
            "an attribute of the kernel",
            layer(tar -> tar.pax("SCHILY.xattr.trusted.overlay.opaque", "y").directory("d"))),
        Arguments.of("I119", "a mark without a name", layer(tar -> tar.whiteout(".wh."))),
        Arguments.of(
            "I119", "a mark for the directory itself", layer(tar -> tar.whiteout("a/.wh.."))),
        Arguments.of(
            "I119", "a mark for the directory above", layer(tar -> tar.whiteout("a/.wh..."))),
        Arguments.of("I119", "a mark with content", layer(tar -> tar.file(".wh.x", "content"))),
        Arguments.of("I119", "a mark that is a directory", layer(tar -> tar.directory(".wh.x"))),
        Arguments.of("I119", "a file below a mark", layer(tar -> tar.file(".wh.x/y", ""))),
        Arguments.of("I119", "a mark of an old engine", layer(tar -> tar.whiteout(".wh..wh.plnk"))),
        Arguments.of("I120", "a long path", layer(tar -> tar.file("abc/".repeat(1025), "x"))),
        Arguments.of("I120", "a long name", layer(tar -> tar.file("n".repeat(256), "x"))),
        Arguments.of("I120", "a deep path", layer(tar -> tar.file("a/".repeat(129), "x"))),
        Arguments.of("I120", "a long link", layer(tar -> tar.symlink("link", "abc/".repeat(1025)))),
        Arguments.of("I121", "a name with a line feed", layer(tar -> tar.file("a\nb", "x"))),
        Arguments.of("I121", "a name that turns around", layer(tar -> tar.file("a\u202eb", "x"))),
        Arguments.of(
            "I121",
            "a name that is no UTF-8",
            layer(tar -> tar.raw('0', new byte[] {'a', (byte) 0xff}, 0644, new byte[0], 0))),
        Arguments.of(
            "I122",
            "no command",
            ImageArchive.sound().start(start -> start.remove("Entrypoint")).dockerSave()),
        Arguments.of(
            "I122",
            "no config to start by",
            ImageArchive.sound().config(config -> config.putNull("config")).dockerSave()),
        Arguments.of("I123", "no program", entrypoint("/app/walk")),
        Arguments.of("I123", "no program on the path", entrypoint("run")),
        Arguments.of("I123", "a directory", entrypoint("/app")),
        Arguments.of("I123", "an empty name", entrypoint("")),
        Arguments.of("I123", "not executable", image(program(0644, Layers.elf(Layers.AMD64)))),
        Arguments.of(
            "I123",
            "no program at all",
            image(program(0755, "echo".getBytes(StandardCharsets.UTF_8)))),
        Arguments.of(
            "I123",
            "removed by a higher layer",
            ImageArchive.sound().layer(tar -> tar.whiteout("app/.wh.run")).dockerSave()),
        Arguments.of(
            "I123",
            "hidden by a higher layer",
            ImageArchive.sound()
                .layer(tar -> tar.directory("app").whiteout("app/.wh..wh..opq"))
                .dockerSave()),
        Arguments.of(
            "I123",
            "a link in a circle",
            ImageArchive.sound().layer(tar -> tar.symlink("app/run", "run")).dockerSave()),
        Arguments.of("I124", "another processor", image(program(0755, Layers.elf(Layers.ARM64)))),
        Arguments.of("I124", "32 bits", image(program(0755, elf32()))),
        Arguments.of(
            "I125",
            "no working directory",
            ImageArchive.sound().start(start -> start.put("WorkingDir", "/work")).dockerSave()),
        Arguments.of(
            "I125",
            "a file as working directory",
            ImageArchive.sound().start(start -> start.put("WorkingDir", "/app/run")).dockerSave()),
        Arguments.of("I126", "only for its owner", image(program(0700, Layers.elf(Layers.AMD64)))),
        Arguments.of(
            "I126",
            "in a closed directory",
            ImageArchive.sound().layer(tar -> tar.directory("app", 0700)).dockerSave()),
        Arguments.of(
            "I127",
            "tags",
            ImageArchive.sound().tag("testbed/runner:1").tag("../../evil").dockerSave()),
        Arguments.of(
            "I128",
            "a volume",
            ImageArchive.sound()
                .start(start -> start.putObject("Volumes").putObject("/data"))
                .dockerSave()),
        Arguments.of(
            "I129",
            "a health check",
            ImageArchive.sound()
                .start(start -> start.putObject("Healthcheck").putArray("Test").add("CMD"))
                .dockerSave()),
        Arguments.of(
            "I129",
            "a stop signal",
            ImageArchive.sound().start(start -> start.put("StopSignal", "SIGKILL")).dockerSave()),
        Arguments.of(
            "I129",
            "labels",
            ImageArchive.sound()
                .start(start -> start.putObject("Labels").put("testbed.owner", "me"))
                .dockerSave()),
        Arguments.of(
            "I129",
            "an unknown user",
            ImageArchive.sound().start(start -> start.put("User", "nobody:nogroup")).dockerSave()),
        Arguments.of(
            "I129",
            "triggers for a build",
            ImageArchive.sound()
                .start(start -> start.putArray("OnBuild").add("RUN x"))
                .dockerSave()),
        Arguments.of(
            "I131", "xz", badLayer(PROGRAM, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0})),
        Arguments.of("I131", "a random layer", badLayer(random(5000))),
        Arguments.of("I131", "broken gzip", badLayer(PROGRAM, broken(Layers.gzip(PROGRAM), 20))),
        Arguments.of("I131", "broken zstd", badLayer(PROGRAM, broken(Layers.zstd(PROGRAM), 20))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("archives")
  void anArchiveWithOneFaultHasExactlyOneKindOfFinding(String id, String what, byte[] archive) {
    IntakeResult result = Checks.check(archive);
    assertThat(Checks.ids(result)).as(what).containsExactly(id);
    assertThat(result.accepted()).isEqualTo(result.findings().stream().noneMatch(Finding::isError));
    assertThat(result.findings()).allSatisfy(FindingTests::isWellSaid);
  }

  @Test
  void everyFindingHasAnArchive() {
    var elsewhere = Stream.of("I104", "I130", "I132");
    var seen =
        Stream.concat(archives().map(arguments -> (String) arguments.get()[0]), elsewhere)
            .distinct()
            .sorted();
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

  private static byte[] layers(int count) {
    var image = ImageArchive.sound();
    Stream.iterate(1, i -> i + 1).limit(count - 1).forEach(_ -> image.layer(new byte[1024]));
    return image.dockerSave();
  }

  private static byte[] image(byte[] layer) {
    return ImageArchive.empty().layer(layer).dockerSave();
  }

  private static byte[] badLayer(byte[] layer) {
    return badLayer(layer, layer);
  }

  private static byte[] badLayer(byte[] layer, byte[] packed) {
    return ImageArchive.sound().layer(layer, packed).dockerSave();
  }

  private static byte[] bomb(java.util.function.UnaryOperator<byte[]> pack) {
    byte[] layer = Layers.zeros(110);
    return ImageArchive.sound().layer(layer, pack.apply(layer)).oci();
  }

  private static String[] holes() {
    return new String[] {
      TarBytes.record("GNU.sparse.major", "1"),
      TarBytes.record("GNU.sparse.minor", "0"),
      TarBytes.record("GNU.sparse.realsize", "1000000000000")
    };
  }

  private static void oldHoles(TarBytes tar) {
    byte[] block = header("holes", 'S');
    System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, block, 483, 11);
    block[483] = (byte) 0x80;
    Arrays.fill(block, 484, 489, (byte) 0);
    tar.sealed(block);
  }

  private static void negativeSize(TarBytes tar) {
    byte[] block = header("negative", '0');
    Arrays.fill(block, 124, 136, (byte) 0xff);
    tar.sealed(block);
  }

  private static byte[] header(String name, char type) {
    var bytes = new java.io.ByteArrayOutputStream();
    new TarBytes(bytes).raw(type, name.getBytes(StandardCharsets.UTF_8), 0644, new byte[0], 0);
    return bytes.toByteArray();
  }

  private static byte[] program(int mode, byte[] content) {
    return TarBytes.of(tar -> tar.directory("app").file("app/run", mode, content));
  }

  private static byte[] elf32() {
    byte[] elf = Layers.elf(3);
    elf[4] = 1;
    return elf;
  }

  private static byte[] entrypoint(String program) {
    return ImageArchive.sound()
        .start(start -> start.putArray("Entrypoint").add(program))
        .dockerSave();
  }

  private static byte[] config(String json) {
    return ImageArchive.sound().rawConfig(json.getBytes(StandardCharsets.UTF_8)).dockerSave();
  }

  private static byte[] dockerManifest(String json) {
    return TarBytes.of(tar -> tar.file("manifest.json", json));
  }

  private static byte[] twoImages() {
    String image = "{\"Config\":\"c\",\"Layers\":[]}";
    return dockerManifest("[" + image + "," + image + "]");
  }

  private static ObjectNode first(ObjectNode index) {
    return (ObjectNode) index.at("/manifests/0");
  }

  private static void secondManifest(ObjectNode index) {
    index
        .withArray("/manifests")
        .add(first(index).deepCopy().put("digest", Sha256.of(PROGRAM).prefixed()));
  }

  private static void urlLayer(ObjectNode manifest) {
    ObjectNode layer = manifest.withArray("/layers").addObject();
    layer
        .put("mediaType", "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")
        .put("size", 5)
        .put("digest", Sha256.of(new byte[1]).prefixed());
    layer.putArray("urls").add("https://layers.example/1");
  }

  private static void urlSource(ObjectNode image) {
    image.withArray("/Layers").add("foreign/layer.tar");
    image
        .putObject("LayerSources")
        .putObject("sha256:0")
        .putArray("urls")
        .add("https://layers.example/1");
  }

  private static byte[] changedBlob() {
    byte[] archive = ImageArchive.sound().layer(tar -> tar.file("f", "UNIQUE")).oci();
    archive[indexOf(archive, "UNIQUE")]++;
    return archive;
  }

  private static byte[] changedGzip() {
    byte[] archive = ImageArchive.empty().layer(PROGRAM, Layers.gzip(PROGRAM)).oci();
    archive[indexOf(archive, "\u001f\u008b") + 20]++;
    return archive;
  }

  private static byte[] misnamedConfig() {
    String name = Sha256.of(new byte[0]).hex() + ".json";
    return ImageArchive.sound()
        .writeConfig((tar, bytes) -> tar.file(name, 0644, bytes))
        .manifest(image -> image.put("Config", name))
        .dockerSave();
  }

  private static void variables(ObjectNode start, int count) {
    var env = start.putArray("Env");
    Stream.iterate(0, i -> i + 1).limit(count).forEach(i -> env.add("V" + i + "=1"));
  }

  private static void labels(ObjectNode start, int count) {
    var labels = start.putObject("Labels");
    Stream.iterate(0, i -> i + 1).limit(count).forEach(i -> labels.put("label" + i, "x"));
  }

  private static byte[] broken(byte[] bytes, int from) {
    byte[] broken = bytes.clone();
    byte[] noise = random(Math.min(1000, bytes.length - from));
    System.arraycopy(noise, 0, broken, from, noise.length);
    return broken;
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static int indexOf(byte[] bytes, String ascii) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf(ascii);
  }
}
