package ki.testbed.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.Optional;
import ki.testbed.intake.ArchiveIndex.Content;
import ki.testbed.protocol.Sha256;

/** A layer of an archive, unpacked while it is read; both sides are counted and hashed. */
final class LayerStream implements Closeable {
  private static final int MAGIC = TarHeader.BLOCK;

  private final Compression compression;
  private final long position;
  private final HashedStream packed;
  private final HashedStream unpacked;

  private LayerStream(
      Compression compression, long position, HashedStream packed, HashedStream unpacked) {
    this.compression = compression;
    this.position = position;
    this.packed = packed;
    this.unpacked = unpacked;
  }

  /** Opens the range; {@code gate} is asked about the count of unpacked bytes. */
  static LayerStream open(
      FileChannel file, Content content, Compression compression, HashedStream.Gate gate)
      throws IOException {
    var slice = new FileSlice(file, content.position(), content.size());
    var packed = new HashedStream(slice, _ -> {});
    InputStream source = compression == Compression.NONE ? slice : packed;
    return new LayerStream(
        compression,
        content.position(),
        packed,
        new HashedStream(UnpackedStream.of(source, compression), gate));
  }

  /**
   * How the range is packed, by its first bytes; absent if it is no tar archive and nothing we
   * unpack.
   */
  static Optional<Compression> compression(FileChannel file, Content content) throws IOException {
    byte[] first = new FileSlice(file, content.position(), content.size()).readNBytes(MAGIC);
    if (starts(first, 0x1f, 0x8b)) {
      return Optional.of(Compression.GZIP);
    }
    if (starts(first, 0x28, 0xb5, 0x2f, 0xfd)) {
      return Optional.of(Compression.ZSTD);
    }
    return isTar(first) ? Optional.of(Compression.NONE) : Optional.empty();
  }

  /** Hash of the bytes as they lie there. */
  static Sha256 hash(FileChannel file, Content content) throws IOException {
    var all = new HashedStream(new FileSlice(file, content.position(), content.size()), _ -> {});
    all.drain();
    return all.hash();
  }

  private static boolean isTar(byte[] first) {
    var header =
        first.length < MAGIC ? Optional.<TarHeader>empty() : Optional.of(new TarHeader(first));
    return first.length == 0
        || header.filter(block -> block.isZero() || block.isWhole()).isPresent();
  }

  private static boolean starts(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  InputStream unpacked() {
    return unpacked;
  }

  /** Hash of what has been read so far; the stream cannot be used after it. */
  Sha256 unpackedHash() {
    return unpacked.hash();
  }

  /**
   * Reads the rest of both sides and says what the layer is; the stream cannot be used after it.
   */
  LayerFacts finish() throws IOException {
    unpacked.drain();
    var diffId = unpacked.hash();
    if (compression == Compression.NONE) {
      return new LayerFacts(
          diffId, diffId, compression, position, unpacked.count(), unpacked.count());
    }
    packed.drain();
    return new LayerFacts(
        diffId, packed.hash(), compression, position, packed.count(), unpacked.count());
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }
}
