package ki.testbed.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import ki.testbed.intake.archive.ImageArchive;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The hostile sample's image as parts, so that a variant of it can be archived anew. */
final class Repacked {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BLOCK = 512;

  private Repacked() {}

  /** The same image; told by its config to do this. */
  static ImageArchive sample(String act) {
    Map<String, byte[]> entries = entries();
    JsonNode image = JSON.readTree(bytes(entries, "manifest.json")).get(0);
    JsonNode config = JSON.readTree(bytes(entries, image.get("Config").stringValue()));
    ImageArchive archive = ImageArchive.empty();
    image
        .get("Layers")
        .forEach(layer -> {
          byte[] packed = bytes(entries, layer.stringValue());
          archive.layer(unpacked(packed), packed);
        });
    return archive.start(start -> {
      start.removeAll();
      start.setAll((ObjectNode) config.get("config"));
      start.putArray("Cmd").add(act);
    });
  }

  private static byte[] bytes(Map<String, byte[]> entries, String name) {
    byte[] found = entries.get(name);
    if (found == null) {
      throw new IllegalStateException("no " + name + " among " + entries.keySet());
    }
    return found;
  }

  private static byte[] unpacked(byte[] layer) {
    if ((layer[0] & 0xff) != 0x1f) {
      return layer;
    }
    try (var gzip = new GZIPInputStream(new java.io.ByteArrayInputStream(layer))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files of an archive of ours: short names, no extended headers. */
  private static Map<String, byte[]> entries() {
    var entries = new HashMap<String, byte[]>();
    try (InputStream in = Files.newInputStream(EngineWorld.archive(HostileCases.IMAGE))) {
      for (byte[] head = in.readNBytes(BLOCK);
          head.length == BLOCK && head[0] != 0;
          head = in.readNBytes(BLOCK)) {
        int size = Integer.parseInt(text(head, 124, 12), 8);
        entries.put(text(head, 0, 100), in.readNBytes(size));
        in.skipNBytes(Math.floorMod(-size, BLOCK));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static String text(byte[] head, int from, int length) {
    return new String(head, from, length, StandardCharsets.US_ASCII).replace('\0', ' ').strip();
  }
}
