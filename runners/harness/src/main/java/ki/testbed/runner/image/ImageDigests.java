package ki.testbed.runner.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an engine must find when it has loaded the archive.
 *
 * @param config digest of the image's config, by which it is started
 * @param layers digests of the unpacked layers, lowest first
 */
record ImageDigests(Sha256 config, List<Sha256> layers) {
  private static final String CONFIG = "config.json";

  ImageDigests {
    layers = List.copyOf(layers);
  }

  /** Reads them from a docker-save archive as it was written here. */
  static ImageDigests of(Path tar) throws IOException {
    byte[] config = config(tar);
    JsonNode diffIds = new JsonMapper().readTree(config).path("rootfs").path("diff_ids");
    return new ImageDigests(
        Sha256.of(config), diffIds.valueStream().map(id -> Sha256.parse(id.asString())).toList());
  }

  private static byte[] config(Path tar) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(tar));
        var files = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = files.getNextEntry();
          entry != null;
          entry = files.getNextEntry()) {
        if (entry.getName().equals(CONFIG)) {
          return files.readAllBytes();
        }
      }
    }
    throw new IOException(tar + " holds no " + CONFIG);
  }

  /**
   * Writes {@code <name>.id} (one line) and {@code <name>.layers} (one line each) beside the
   * archive {@code <name>.tar}.
   */
  void store(Path tar) throws IOException {
    Files.writeString(beside(tar, "id"), config.hex() + "\n");
    Files.write(beside(tar, "layers"), layers.stream().map(Sha256::hex).toList());
  }

  private static Path beside(Path tar, String ending) {
    String name = tar.getFileName().toString();
    return tar.resolveSibling(name.substring(0, name.lastIndexOf('.') + 1) + ending);
  }
}
