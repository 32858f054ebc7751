package ki.testbed.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import ki.testbed.intake.ConfigFacts;
import ki.testbed.protocol.Sha256;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Small image archives as {@code docker save} writes them; what they start is a script of one line.
 */
public final class TestImages {
  /** The manifest that suffices. */
  public static final String MANIFEST =
      """
      apiVersion: testbed/v1
      name: acme-triage
      protocol: oip-v2
      """;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestImages() {}

  /** An image that is accepted; other contents give other images. */
  public static byte[] image(String content) {
    return image(content, "amd64", Map.of());
  }

  /** The same with a manifest inside. */
  public static byte[] imageCarrying(String manifest) {
    return image("carrying", "amd64", Map.of(ConfigFacts.MANIFEST_LABEL, manifest));
  }

  /** An image for this processor. */
  public static byte[] imageFor(String architecture) {
    return image("other", architecture, Map.of());
  }

  private static byte[] image(String content, String architecture, Map<String, String> labels) {
    byte[] layer =
        tar(Map.of("run.sh", ("#!/bin/sh\n# " + content + "\n").getBytes(StandardCharsets.UTF_8)));
    byte[] config = config(layer, architecture, labels);
    byte[] manifest =
        """
        [{"Config":"config.json","RepoTags":["acme:latest"],"Layers":["layer.tar"]}]
        """
            .getBytes(StandardCharsets.UTF_8);
    return tar(Map.of("manifest.json", manifest, "config.json", config, "layer.tar", layer));
  }

  /**
   * An image as a registry has it.
   *
   * @param blobs by their digests
   */
  public record Pushed(byte[] manifest, Map<Sha256, byte[]> blobs) {}

  /** An image that is accepted, in pieces. */
  public static Pushed pushed(String content) {
    byte[] layer =
        tar(Map.of("run.sh", ("#!/bin/sh\n# " + content + "\n").getBytes(StandardCharsets.UTF_8)));
    byte[] config = config(layer, "amd64", Map.of());
    ObjectNode manifest =
        JSON.createObjectNode()
            .put("schemaVersion", 2)
            .put("mediaType", "application/vnd.oci.image.manifest.v1+json");
    describe(manifest.putObject("config"), "application/vnd.oci.image.config.v1+json", config);
    describe(
        manifest.putArray("layers").addObject(), "application/vnd.oci.image.layer.v1.tar", layer);
    return new Pushed(
        JSON.writeValueAsBytes(manifest),
        Map.of(Sha256.of(layer), layer, Sha256.of(config), config));
  }

  private static void describe(ObjectNode descriptor, String mediaType, byte[] bytes) {
    descriptor
        .put("mediaType", mediaType)
        .put("digest", Sha256.of(bytes).prefixed())
        .put("size", bytes.length);
  }

  private static byte[] config(byte[] layer, String architecture, Map<String, String> labels) {
    ObjectNode config =
        JSON.createObjectNode().put("architecture", architecture).put("os", "linux");
    ObjectNode start = config.putObject("config");
    start.putArray("Entrypoint").add("/run.sh");
    start.putObject("ExposedPorts").putObject("9000/tcp");
    ObjectNode all = start.putObject("Labels");
    labels.forEach(all::put);
    config
        .putObject("rootfs")
        .put("type", "layers")
        .putArray("diff_ids")
        .add(Sha256.of(layer).prefixed());
    return JSON.writeValueAsBytes(config);
  }

  private static byte[] tar(Map<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (var file : new TreeMap<>(files).entrySet()) {
        var entry = new TarArchiveEntry(file.getKey());
        entry.setMode(0100755);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
