package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;

/**
 * A layer's unpacked bytes; ends with an {@link ImageChangedException} instead of its last byte if
 * they are not those its check saw.
 */
final class VerifiedLayer extends InputStream {
  private final LayerFacts expected;
  private final LayerStream layer;
  private long left;

  VerifiedLayer(FileChannel file, LayerFacts expected) throws IOException {
    this.expected = expected;
    this.left = expected.unpackedSize();
    var content = new ArchiveIndex.Content(expected.position(), expected.size());
    this.layer = opened(file, content, expected.compression());
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int got = checkedRead(bytes, offset, (int) Math.min(length, left));
    if (got < 0) {
      throw changed();
    }
    left -= got;
    if (left == 0) {
      requireSame();
    }
    return got;
  }

  private int checkedRead(byte[] bytes, int offset, int length) throws IOException {
    try {
      return layer.unpacked().read(bytes, offset, length);
    } catch (ArchiveBroken e) {
      throw changed();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void requireSame() throws IOException {
    if (!layer.unpackedHash().equals(expected.diffId())) {
      throw changed();
    }
  }

  private static LayerStream opened(
      FileChannel file, ArchiveIndex.Content content, Compression compression) throws IOException {
    try {
      return LayerStream.open(file, content, compression, _ -> {});
    } catch (ArchiveBroken e) {
      throw changed();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ImageChangedException changed() {
    return new ImageChangedException("a layer is no longer what its check saw");
  }

  @Override
  public void close() throws IOException {
    layer.close();
  }
}
