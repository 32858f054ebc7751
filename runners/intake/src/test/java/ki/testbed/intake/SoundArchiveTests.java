package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import ki.testbed.intake.archive.TarBytes;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SoundArchiveTests {
  static Stream<Arguments> sound() {
    byte[] program = Layers.program();
    return Stream.of(
        Arguments.of("docker-save", ImageArchive.sound().dockerSave()),
        Arguments.of("OCI", ImageArchive.sound().oci()),
        Arguments.of("gzip", ImageArchive.empty().layer(program, Layers.gzip(program)).oci()),
        Arguments.of("zstd", ImageArchive.empty().layer(program, Layers.zstd(program)).oci()),
        Arguments.of(
            "gzip in docker-save",
            ImageArchive.empty().layer(program, Layers.gzip(program)).dockerSave()),
        Arguments.of("docker-save with blobs", ImageArchive.sound().dockerSaveWithBlobs()),
        Arguments.of(
            "gzip in two members",
            ImageArchive.empty().layer(program, twice(program, Layers::gzip)).oci()),
        Arguments.of(
            "zstd in two frames",
            ImageArchive.empty().layer(program, twice(program, Layers::zstd)).oci()),
        Arguments.of("GNU names", sound(tar -> gnu(tar, 'L', "n".repeat(200)).file("short", "x"))),
        Arguments.of(
            "GNU links", sound(tar -> gnu(tar, 'K', "t".repeat(200)).symlink("link", "short"))),
        Arguments.of(
            "a blob twice",
            ImageArchive.sound().extra(tar -> ImageArchive.blob(tar, "", program)).oci()),
        Arguments.of(
            "empty layers",
            ImageArchive.sound().layer(new byte[0]).layer(new byte[1024]).dockerSave()),
        Arguments.of(
            "whiteouts",
            sound(tar ->
                tar.directory("etc/").whiteout("etc/.wh.passwd").whiteout("etc/.wh..wh..opq"))),
        Arguments.of("a whiteout of what is not there", sound(tar -> tar.whiteout(".wh.nothing"))),
        Arguments.of(
            "inner links",
            sound(tar ->
                tar.symlink("bin", "usr/bin")
                    .symlink("usr/bin/sh", "../../app/run")
                    .symlink("abs", "/app"))),
        Arguments.of(
            "hard link",
            sound(tar -> tar.file("one", "1").hardlink("two", "one").hardlink("three", "/one"))),
        Arguments.of(
            "directory instead of a link",
            sound(
                tar -> tar.symlink("lib", "usr/lib"),
                tar -> tar.directory("lib/").file("lib/x", "x"))),
        Arguments.of("names with a dot", sound(tar -> tar.directory("./").file("./x", "x"))),
        Arguments.of("root as a slash", sound(tar -> tar.directory("/"))),
        Arguments.of("names of other languages", sound(tar -> tar.file("Größe/日本語/عربي", "x"))),
        Arguments.of(
            "long names",
            sound(
                tar -> tar.file("d/" + "n".repeat(255), "x").symlink("l", "d/" + "n".repeat(200)))),
        Arguments.of(
            "a global header",
            sound(tar -> tar.extended('g', TarBytes.record("comment", "abc")).file("x", "x"))),
        Arguments.of(
            "a script",
            ImageArchive.empty()
                .layer(tar -> tar.directory("app").file("app/run", 0755, Layers.script("/bin/sh")))
                .dockerSave()),
        Arguments.of("a repeated layer as a link", repeatedLayer()),
        Arguments.of(
            "the manifest as label",
            ImageArchive.sound()
                .start(start -> start.putObject("Labels").put(ConfigFacts.MANIFEST_LABEL, "x"))
                .oci()),
        Arguments.of(
            "one image listed once per tag",
            ImageArchive.sound()
                .index(index -> index.withArray("/manifests").add(index.at("/manifests/0")))
                .oci()));
  }

  private static byte[] twice(byte[] bytes, UnaryOperator<byte[]> pack) {
    byte[] first = pack.apply(Arrays.copyOf(bytes, 700));
    byte[] second = pack.apply(Arrays.copyOfRange(bytes, 700, bytes.length));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static TarBytes gnu(TarBytes tar, char type, String name) {
    return tar.entry(
        type, "././@LongLink", 0644, "", (name + "\0").getBytes(StandardCharsets.UTF_8));
  }

  @SafeVarargs
  private static byte[] sound(java.util.function.Consumer<TarBytes>... layers) {
    var image = ImageArchive.sound();
    List.of(layers).forEach(image::layer);
    return image.dockerSave();
  }

  private static byte[] repeatedLayer() {
    byte[] program = Layers.program();
    return ImageArchive.empty()
        .layer(program)
        .diffIds(ids -> ids.add(ids.getFirst()))
        .extra(tar -> tar.symlink("again/layer.tar", "../0/layer.tar"))
        .manifest(image -> image.withArray("/Layers").add("again/layer.tar"))
        .dockerSave();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sound")
  void nothingIsFoundInASoundArchive(String what, byte[] archive) {
    IntakeResult result = Checks.check(archive);
    assertThat(result.findings()).as(what).isEmpty();
    assertThat(result.accepted()).isTrue();
  }

  @Test
  void factsSayWhatTheArchiveHolds() {
    byte[] program = Layers.program();
    byte[] packed = Layers.gzip(program);
    byte[] archive =
        ImageArchive.empty()
            .layer(program, packed)
            .start(start -> start.put("User", "app").putArray("Env").add("A=1"))
            .start(start -> start.putObject("ExposedPorts").putObject("8080/tcp"))
            .start(start -> start.putObject("Volumes").putObject("/data"))
            .start(start -> start.putObject("Labels").put("k", "v"))
            .tag("acme:1")
            .oci();
    ImageFacts facts = Checks.facts(archive);
    assertThat(facts.format()).isEqualTo(ArchiveFormat.OCI);
    assertThat(facts.platform()).isEqualTo(new Platform("linux", "amd64"));
    assertThat(facts.tags()).containsExactly("acme:1");
    assertThat(facts.manifestDigest()).isPresent();
    assertThat(facts.config().start())
        .isEqualTo(new StartFacts(List.of("/app/run"), List.of(), List.of("A=1"), "/app"));
    assertThat(facts.config().labels()).isEqualTo(Map.of("k", "v"));
    assertThat(facts.config().onlyTcpPort()).hasValue(8080);
    LayerFacts layer = facts.layers().getFirst();
    assertThat(layer.compression()).isEqualTo(Compression.GZIP);
    assertThat(layer.diffId()).isEqualTo(Sha256.of(program));
    assertThat(layer.digest()).isEqualTo(Sha256.of(packed));
    assertThat(layer.unpackedSize()).isEqualTo(program.length);
    assertThat(
            Arrays.copyOfRange(
                archive, (int) layer.position(), (int) (layer.position() + layer.size())))
        .isEqualTo(packed);
    assertThat(facts.tree())
        .isEqualTo(
            new TreeFacts(
                2,
                program.length,
                0,
                TreeFacts.WorkingDir.DIRECTORY,
                Optional.of(
                    new ProgramFacts("/app/run", "/app/run", ProgramFacts.Kind.NATIVE, true))));
  }

  @Test
  void oneTcpPortIsTheOnlyOne() {
    assertThat(ports("8080/tcp", "53/udp").onlyTcpPort()).hasValue(8080);
    assertThat(ports("9000").onlyTcpPort()).hasValue(9000);
    assertThat(ports("1/tcp", "2/tcp").onlyTcpPort()).isEmpty();
    assertThat(ports("8000-9000/tcp").onlyTcpPort()).isEmpty();
  }

  private static ConfigFacts ports(String... ports) {
    return new ConfigFacts(
        new StartFacts(List.of(), List.of(), List.of(), ""),
        "",
        List.of(ports),
        List.of(),
        Map.of(),
        java.util.Set.of());
  }

  @Test
  void sameConfigGivesSameDigestInBothFormats() {
    assertThat(Checks.facts(ImageArchive.sound().oci()).configDigest())
        .isEqualTo(Checks.facts(ImageArchive.sound().dockerSave()).configDigest());
  }

  @Test
  void factsAndFindingsSurviveTheWayThroughJson() throws Exception {
    IntakeResult result =
        Checks.check(
            ImageArchive.sound()
                .tag("a:1")
                .start(start -> start.put("StopSignal", "SIGKILL"))
                .oci());
    var bytes = new java.io.ByteArrayOutputStream();
    IntakeWire.write(result, bytes);
    assertThat(IntakeWire.readResult(bytes.toByteArray())).isEqualTo(result);
  }
}
