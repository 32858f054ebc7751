package ki.testbed.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ki.testbed.intake.archive.ImageArchive;
import ki.testbed.intake.archive.Layers;
import ki.testbed.protocol.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DerivedImageTests {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path directory;

  @Test
  void theConfigIsTheSameForEver() {
    var image =
        DerivedImage.derive(
            Checks.facts(ImageArchive.sound().dockerSave()),
            new ImageSettings(List.of(), List.of("-p", "1"), Map.of("B", "2", "A", "1")));
    assertThat(new String(image.config(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"1970-01-01T00:00:00Z\",\"config\":{\"Env\":[\"A=1\",\"B=2\"],"
                + "\"Entrypoint\":[\"/app/run\"],\"Cmd\":[\"-p\",\"1\"],\"WorkingDir\":\"/app\"},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + Sha256.of(Layers.program()).prefixed()
                + "\"]}}");
    assertThat(image.id()).isEqualTo(Sha256.of(image.config()));
  }

  @Test
  void nothingThatTellsAnEngineWhatToDoIsTakenOver() {
    byte[] archive =
        ImageArchive.sound()
            .start(start -> start.put("User", "root").put("StopSignal", "SIGKILL"))
            .start(start -> start.putObject("Volumes").putObject("/data"))
            .start(start -> start.putObject("ExposedPorts").putObject("80/tcp"))
            .start(start -> start.putObject("Labels").put("testbed.owner", "me"))
            .start(start -> start.putObject("Healthcheck").putArray("Test").add("CMD").add("true"))
            .start(start -> start.putArray("OnBuild").add("RUN true"))
            .start(start -> start.putArray("Shell").add("/bin/sh"))
            .dockerSave();
    JsonNode config = config(DerivedImage.derive(Checks.facts(archive), ImageSettings.NONE));
    assertThat(config.propertyNames())
        .containsExactly("architecture", "os", "created", "config", "rootfs");
    assertThat(config.path("config").propertyNames())
        .containsExactly("Env", "Entrypoint", "Cmd", "WorkingDir");
  }

  @Test
  void aCommandReplacesEntrypointAndCmdArgumentsOnlyCmd() {
    var image = new StartFacts(List.of("e"), List.of("c"), List.of(), "");
    assertThat(start(image, settings(List.of(), List.of()))).isEqualTo("[\"e\"][\"c\"]");
    assertThat(start(image, settings(List.of(), List.of("a")))).isEqualTo("[\"e\"][\"a\"]");
    assertThat(start(image, settings(List.of("x"), List.of()))).isEqualTo("[\"x\"][]");
    assertThat(start(image, settings(List.of("x"), List.of("a")))).isEqualTo("[\"x\"][\"a\"]");
  }

  @Test
  void theManifestsVariablesReplaceTheImagesAndReservedOnesGo() {
    var image =
        new StartFacts(
            List.of(),
            List.of(),
            List.of("A=1", "B=x=y", "A=2", "broken", "=z", "TESTBED_X=1"),
            "app/./x/..");
    JsonNode start =
        config(derived(image, new ImageSettings(List.of(), List.of(), Map.of("B", "", "C", "3"))))
            .path("config");
    assertThat(start.path("Env").toString()).isEqualTo("[\"A=2\",\"B=\",\"C=3\"]");
    assertThat(start.path("WorkingDir").asString()).isEqualTo("/app");
  }

  @Test
  void aManifestMayNotSetReservedOrImpossibleNames() {
    for (String name : List.of("TESTBED_RUN", "", "A=B")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ImageSettings(List.of(), List.of(), Map.of(name, "1")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsArchiveHoldsTheSameLayersUnpackedUnderItsOwnId(Compression compression) throws Exception {
    byte[] program = Layers.program();
    byte[] large =
        ki.testbed.intake.archive.TarBytes.of(tar -> tar.file("f", 0644, new byte[300_001]));
    Path submitted =
        write(
            ImageArchive.empty()
                .layer(program, packed(program, compression))
                .layer(large, packed(large, compression))
                .layer(program)
                .oci());
    ImageFacts facts = ArchiveCheck.check(submitted, IntakeBounds.DEFAULTS).facts().orElseThrow();
    var image = DerivedImage.derive(facts, ImageSettings.NONE);
    ImageFacts loaded = Checks.facts(bytes(image, submitted));
    assertThat(loaded.configDigest()).isEqualTo(image.id());
    assertThat(loaded.layers()).extracting(LayerFacts::diffId).isEqualTo(image.layers());
    assertThat(loaded.layers()).extracting(LayerFacts::compression).containsOnly(Compression.NONE);
    assertThat(loaded.layers().getFirst()).isEqualTo(loaded.layers().getLast());
    assertThat(loaded.tags()).containsExactly("testbed/sut:" + facts.configDigest().hex());
    assertThat(loaded.format()).isEqualTo(ArchiveFormat.DOCKER_SAVE);
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatChangedSinceTheCheckAreNeverHandedOut(Compression compression) throws Exception {
    byte[] program = Layers.program();
    byte[] archive = ImageArchive.empty().layer(program, packed(program, compression)).oci();
    Path submitted = write(archive);
    ImageFacts facts = ArchiveCheck.check(submitted, IntakeBounds.DEFAULTS).facts().orElseThrow();
    archive[(int) (facts.layers().getFirst().position() + facts.layers().getFirst().size() / 2)] ^=
        1;
    Files.write(submitted, archive);
    assertThatExceptionOfType(ImageChangedException.class)
        .isThrownBy(() -> bytes(DerivedImage.derive(facts, ImageSettings.NONE), submitted));
    Files.write(submitted, new byte[0]);
    assertThatExceptionOfType(ImageChangedException.class)
        .isThrownBy(() -> bytes(DerivedImage.derive(facts, ImageSettings.NONE), submitted));
  }

  @Test
  void sizesBeyondElevenOctalDigitsAreReadAsWritten() throws Exception {
    for (long size : List.of(0L, 1L, (1L << 33) - 1, 1L << 33, 60L << 30)) {
      var header = new TarHeader(DerivedArchive.header("name", size));
      assertThat(header.isWhole()).isTrue();
      assertThat(header.size()).isEqualTo(size);
    }
  }

  private Path write(byte[] archive) throws IOException {
    return Files.write(directory.resolve("archive.tar"), archive);
  }

  private static byte[] bytes(DerivedImage image, Path submitted) throws IOException {
    try (var in = image.open(submitted)) {
      return in.readAllBytes();
    }
  }

  private static byte[] packed(byte[] layer, Compression compression) {
    return switch (compression) {
      case NONE -> layer;
      case GZIP -> Layers.gzip(layer);
      case ZSTD -> Layers.zstd(layer);
    };
  }

  private static ImageSettings settings(List<String> command, List<String> args) {
    return new ImageSettings(command, args, Map.of());
  }

  private static String start(StartFacts image, ImageSettings settings) {
    JsonNode start = config(derived(image, settings)).path("config");
    return start.path("Entrypoint").toString() + start.path("Cmd");
  }

  private static DerivedImage derived(StartFacts start, ImageSettings settings) {
    ImageFacts sound = Checks.facts(ImageArchive.sound().dockerSave());
    var config = new ConfigFacts(start, "", List.of(), List.of(), Map.of(), java.util.Set.of());
    return DerivedImage.derive(
        new ImageFacts(
            sound.format(),
            sound.configDigest(),
            sound.manifestDigest(),
            sound.platform(),
            config,
            sound.layers(),
            sound.tree(),
            sound.tags()),
        settings);
  }

  private static JsonNode config(DerivedImage image) {
    return MAPPER.readTree(image.config());
  }
}
