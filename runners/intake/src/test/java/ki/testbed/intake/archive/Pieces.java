package ki.testbed.intake.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;

/** Pieces that many faulty archives are made of. */
final class Pieces {
  private Pieces() {}

  /** The sound image with one more layer. */
  static byte[] layer(Consumer<TarBytes> content) {
    return ImageArchive.sound().layer(content).dockerSave();
  }

  static byte[] image(byte[] layer) {
    return ImageArchive.empty().layer(layer).dockerSave();
  }

  static byte[] badLayer(byte[] layer) {
    return badLayer(layer, layer);
  }

  static byte[] badLayer(byte[] layer, byte[] packed) {
    return ImageArchive.sound().layer(layer, packed).dockerSave();
  }

  static byte[] program(int mode, byte[] content) {
    return TarBytes.of(tar -> tar.directory("app").file("app/run", mode, content));
  }

  static byte[] header(String name, char type) {
    var bytes = new ByteArrayOutputStream();
    new TarBytes(bytes).raw(type, name.getBytes(StandardCharsets.UTF_8), 0644, new byte[0], 0);
    return bytes.toByteArray();
  }

  static byte[] broken(byte[] bytes, int from) {
    byte[] broken = bytes.clone();
    byte[] noise = random(Math.min(1000, bytes.length - from));
    System.arraycopy(noise, 0, broken, from, noise.length);
    return broken;
  }

  static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
