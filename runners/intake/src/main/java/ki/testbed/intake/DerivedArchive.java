package ki.testbed.intake;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.json.JsonMapper;

/**
 * A docker-save archive of a derived image, made while it is read: config, each layer once and
 * unpacked, manifest. Engines of 20.10 cannot unpack zstd, and none has to run its own unpacking on
 * a stranger's bytes this way.
 */
final class DerivedArchive {
  private static final String REPOSITORY = "testbed/sut:";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int END = 2 * TarHeader.BLOCK;

  private DerivedArchive() {}

  static InputStream open(Path archive, ImageFacts submitted, byte[] config) throws IOException {
    var file = FileChannel.open(archive, StandardOpenOption.READ);
    return new FilterInputStream(new PartsStream(parts(file, submitted, config))) {
      @Override
      public void close() throws IOException {
        try (file) {
          super.close();
        }
      }
    };
  }

  private static List<PartsStream.Part> parts(
      FileChannel file, ImageFacts submitted, byte[] config) {
    var parts = new ArrayList<PartsStream.Part>();
    addBytes(parts, configName(config), config);
    var written = new HashSet<Sha256>();
    submitted.layers().stream()
        .filter(layer -> written.add(layer.diffId()))
        .forEach(layer -> addLayer(parts, file, layer));
    addBytes(parts, DockerSave.MANIFEST, manifest(submitted, config));
    parts.add(bytes(new byte[END]));
    return parts;
  }

  private static byte[] manifest(ImageFacts submitted, byte[] config) {
    var image = new LinkedHashMap<String, Object>();
    image.put("Config", configName(config));
    image.put("RepoTags", List.of(REPOSITORY + submitted.configDigest().hex()));
    image.put("Layers", submitted.layers().stream().map(DerivedArchive::layerName).toList());
    return MAPPER.writeValueAsBytes(List.of(image));
  }

  private static String configName(byte[] config) {
    return Sha256.of(config).hex() + ".json";
  }

  private static String layerName(LayerFacts layer) {
    return layer.diffId().hex() + ".tar";
  }

  private static void addBytes(List<PartsStream.Part> parts, String name, byte[] content) {
    parts.add(bytes(header(name, content.length)));
    parts.add(bytes(content));
    parts.add(bytes(new byte[padding(content.length)]));
  }

  private static void addLayer(List<PartsStream.Part> parts, FileChannel file, LayerFacts layer) {
    parts.add(bytes(header(layerName(layer), layer.unpackedSize())));
    parts.add(() -> new VerifiedLayer(file, layer));
    parts.add(bytes(new byte[padding(layer.unpackedSize())]));
  }

  private static PartsStream.Part bytes(byte[] content) {
    return () -> new ByteArrayInputStream(content);
  }

  private static int padding(long size) {
    return (int) (-size & (TarHeader.BLOCK - 1));
  }

  /**
   * A ustar header of a file with mode 0444; a size that needs more than eleven octal digits is
   * written in binary, as GNU tar does.
   */
  static byte[] header(String name, long size) {
    var block = new byte[TarHeader.BLOCK];
    put(block, 0, name);
    put(block, 100, "0000444\0000000000\0000000000\0");
    put(block, 136, "00000000000\0        0");
    put(block, 257, "ustar\00000");
    if (size < 1L << 33) {
      put(block, 124, "%011o\0".formatted(size));
    } else {
      putBinary(block, 124, size);
    }
    long sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int offset, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static void putBinary(byte[] block, int offset, long size) {
    block[offset] = (byte) 0x80;
    for (int i = 0; i < Long.BYTES; i++) {
      block[offset + 4 + i] = (byte) (size >>> 8 * (Long.BYTES - 1 - i));
    }
  }
}
