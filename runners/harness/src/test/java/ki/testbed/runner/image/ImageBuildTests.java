package ki.testbed.runner.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import ki.testbed.protocol.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Images made of a small make-believe runtime: what is inside, and that it is the same every time.
 */
class ImageBuildTests {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private Path runtime;

  @BeforeEach
  void prepare() throws IOException {
    runtime = folder.resolve("runtime");
    file(runtime.resolve("opt/jre/bin/java"), "rwxr-x---");
    file(runtime.resolve("opt/jre/lib/modules"), "rw-------");
    file(runtime.resolve("lib/x86_64-linux-gnu/libc.so.6"), "rw-r--r--");
    file(runtime.resolve("lib64/ld-linux-x86-64.so.2"), "rwxr-xr-x");
    file(folder.resolve("libs/b.jar"), "rw-r--r--");
    file(folder.resolve("libs/a.jar"), "rw-r--r--");
    file(folder.resolve("libs/notes.txt"), "rw-r--r--");
    file(folder.resolve("program.jar"), "rw-r--r--");
  }

  @Test
  void twoBuildsWithEmptyCachesAreTheSameBytes() throws Exception {
    assertThat(build("one")).hasSameBinaryContentAs(build("two"));
  }

  @Test
  void startsTheProgramWithItsLibrariesAsAnUnprivilegedUser() throws Exception {
    var config = json(build("one"), "config.json").path("config");
    assertThat(config.path("User").asString()).isEqualTo("10001:10001");
    assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
    assertThat(config.path("Entrypoint").valueStream().map(JsonNode::asString))
        .containsExactly(
            "/opt/jre/bin/java",
            "-Xmx1m",
            "-cp",
            "/app/program.jar:/app/lib/a.jar:/app/lib/b.jar",
            "a.Main");
  }

  @Test
  void hasOneLayerEachForRuntimeLibrariesAndProgram() throws Exception {
    var tar = build("one");
    var layers = json(tar, "manifest.json").path(0).path("Layers");
    assertThat(layers.size()).isEqualTo(3);
    assertThat(modes(tar, layers.path(0)))
        .containsEntry("opt/jre/bin/java", 0755)
        .containsEntry("opt/jre/lib/modules", 0644)
        .containsEntry("lib/x86_64-linux-gnu/libc.so.6", 0644)
        .containsEntry("lib64/ld-linux-x86-64.so.2", 0755);
    assertThat(modes(tar, layers.path(1)))
        .containsKeys("app/lib/a.jar", "app/lib/b.jar")
        .doesNotContainKey("app/lib/notes.txt");
    assertThat(modes(tar, layers.path(2))).containsEntry("app/program.jar", 0644);
  }

  @Test
  void digestsBesideTheArchiveAreThoseOfItsBytes() throws Exception {
    var tar = build("one");
    ImageDigests.of(tar).store(tar);
    assertThat(Files.readString(folder.resolve("one.id")).strip())
        .isEqualTo(Sha256.of(entry(tar, "config.json")).hex());
    var layers = json(tar, "manifest.json").path(0).path("Layers");
    assertThat(Files.readAllLines(folder.resolve("one.layers")))
        .containsExactly(
            unpackedHash(tar, layers.path(0)),
            unpackedHash(tar, layers.path(1)),
            unpackedHash(tar, layers.path(2)));
  }

  private static String unpackedHash(Path tar, JsonNode layer) throws IOException {
    var packed = new ByteArrayInputStream(entry(tar, layer.asString()));
    return Sha256.of(new GZIPInputStream(packed).readAllBytes()).hex();
  }

  @Test
  void nativeLibrariesLieUnpacked() throws Exception {
    file(folder.resolve("natives/libx.so"), "rwxr-xr-x");
    var plan =
        ImagePlan.parse(
            "tar=" + folder.resolve("n.tar"),
            "name=testbed/test:1",
            "main=a.Main",
            "app=" + folder.resolve("program.jar"),
            "libs=" + folder.resolve("libs"),
            "natives=" + folder.resolve("natives"),
            "cache=" + folder.resolve("n"));
    new ImageBuild(plan, runtime).write();
    var layers = json(plan.tar(), "manifest.json").path(0).path("Layers");
    assertThat(modes(plan.tar(), layers.path(1))).containsKey("app/native/libx.so");
    assertThat(plan.entryPoint()).contains("-Djava.library.path=/app/native/");
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThatThrownBy(() -> ImagePlan.parse("tar=x", "name=y")).hasMessageContaining("main=...");
  }

  @Test
  void theFingerprintFollowsTheProgram() throws Exception {
    var plan = plan("one");
    Files.writeString(plan.tar(), "an archive");
    var cache = new JavaRuntime(plan.cache());
    Fingerprint.of(plan, cache).store(plan);
    assertThat(Fingerprint.stored(plan)).contains(Fingerprint.of(plan, cache));
    Files.writeString(plan.app(), "another program");
    assertThat(Fingerprint.stored(plan).orElseThrow()).isNotEqualTo(Fingerprint.of(plan, cache));
  }

  private ImagePlan plan(String cache) {
    return ImagePlan.parse(
        "tar=" + folder.resolve(cache + ".tar"),
        "name=testbed/test:1",
        "main=a.Main",
        "app=" + folder.resolve("program.jar"),
        "libs=" + folder.resolve("libs"),
        "port=8080",
        "jvm=-Xmx1m",
        "cache=" + folder.resolve(cache));
  }

  private Path build(String cache) throws Exception {
    var plan = plan(cache);
    new ImageBuild(plan, runtime).write();
    return plan.tar();
  }

  private static void file(Path file, String mode) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, file.getFileName().toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static JsonNode json(Path tar, String name) throws IOException {
    return JSON.readTree(new String(entry(tar, name), UTF_8));
  }

  private static Map<String, Integer> modes(Path tar, JsonNode layer) throws IOException {
    var modes = new LinkedHashMap<String, Integer>();
    try (var files =
        new TarArchiveInputStream(
            new GZIPInputStream(new ByteArrayInputStream(entry(tar, layer.asString()))))) {
      for (TarArchiveEntry entry = files.getNextEntry();
          entry != null;
          entry = files.getNextEntry()) {
        modes.put(entry.getName(), entry.getMode() & 0777);
      }
    }
    return modes;
  }

  private static byte[] entry(Path tar, String name) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar));
        var files = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = files.getNextEntry();
          entry != null;
          entry = files.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return files.readAllBytes();
        }
      }
    }
    throw new IOException("no " + name + " in " + tar);
  }
}
