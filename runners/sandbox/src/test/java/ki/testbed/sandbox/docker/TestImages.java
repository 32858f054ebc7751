package ki.testbed.sandbox.docker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import ki.testbed.protocol.Sha256;
import ki.testbed.sandbox.ImageSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Images for tests, made without any registry: one layer with a static busybox (Debian's package
 * busybox-static, a tool of these tests and no part of the product), and a command.
 */
public final class TestImages {
  private static final Path BUSYBOX =
      Path.of(System.getProperty("testbed.busybox", "/bin/busybox"));

  /** The first bytes of a program for 64-bit ARM. */
  private static final byte[] FOREIGN =
      HexFormat.of()
          .parseHex("7f454c46020101000000000000000000" + "0200b70001000000" + "00".repeat(40));

  private static final byte[] LAYER = layer();

  private TestImages() {}

  /** An image of busybox that starts like this. */
  public static ImageSource of(List<String> command) {
    byte[] config = config(command, LAYER);
    return new ImageSource(
        Sha256.of(config),
        List.of(Sha256.of(LAYER)),
        () -> new ByteArrayInputStream(archive(config, LAYER)));
  }

  /**
   * A program that leaves the engine's sight: it has itself traced and stops, which whoever started
   * it takes for its end. Where it may not, it ends with exit 99.
   */
  public static ImageSource ghost() {
    byte[] layer = new Tar().folder("tmp/", 01777).file("ghost", 0755, Ghost.program()).bytes();
    byte[] config = config(List.of("/ghost"), layer);
    return new ImageSource(
        Sha256.of(config),
        List.of(Sha256.of(layer)),
        () -> new ByteArrayInputStream(archive(config, layer)));
  }

  /** An archive whose layer is not the one its config names. */
  static ImageSource withWrongLayer() {
    byte[] config = config(List.of("/bin/busybox"), new Tar().folder("other", 0755).bytes());
    return new ImageSource(
        Sha256.of(config),
        List.of(Sha256.of(LAYER)),
        () -> new ByteArrayInputStream(archive(config, LAYER)));
  }

  /** An image that would make the engine keep a folder of it on disk, without bounds. */
  static ImageSource withVolume(List<String> command) {
    ObjectNode config = tree(command, LAYER);
    ((ObjectNode) config.path("config")).putObject("Volumes").putObject("/data");
    byte[] bytes = Json.write(config);
    return new ImageSource(
        Sha256.of(bytes),
        List.of(Sha256.of(LAYER)),
        () -> new ByteArrayInputStream(archive(bytes, LAYER)));
  }

  private static byte[] config(List<String> command, byte[] layer) {
    return Json.write(tree(command, layer));
  }

  private static ObjectNode tree(List<String> command, byte[] layer) {
    ObjectNode config = Json.object().put("architecture", "amd64").put("os", "linux");
    config.putObject("config").set("Entrypoint", Json.strings(command.stream()));
    config
        .putObject("rootfs")
        .put("type", "layers")
        .set("diff_ids", Json.strings(Stream.of(Sha256.of(layer).prefixed())));
    return config;
  }

  private static byte[] archive(byte[] config, byte[] layer) {
    String name = Sha256.of(config).hex() + ".json";
    var manifest = Json.strings(Stream.of());
    var entry = manifest.addObject().put("Config", name);
    entry.set("RepoTags", Json.strings(Stream.of("testbed/test:" + Sha256.of(config).hex())));
    entry.set("Layers", Json.strings(Stream.of("layer.tar")));
    return new Tar()
        .file(name, 0644, config)
        .file("layer.tar", 0644, layer)
        .file("manifest.json", 0644, Json.write(manifest))
        .bytes();
  }

  private static byte[] layer() {
    try {
      return new Tar()
          .folder("bin/", 0755)
          .folder("tmp/", 01777)
          .file("bin/foreign", 0755, FOREIGN)
          .file("bin/data", 0644, new byte[] {1})
          .file("bin/busybox", 0755, Files.readAllBytes(BUSYBOX))
          .bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "these tests need a static busybox: install the package busybox-static or set testbed.busybox",
          e);
    }
  }
}
