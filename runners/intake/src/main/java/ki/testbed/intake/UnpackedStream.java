package ki.testbed.intake;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import ki.testbed.intake.ArchiveBroken.Why;

/** Decompresses, and tells bytes that cannot be decompressed from bytes that are missing. */
final class UnpackedStream extends FilterInputStream {
  private static final int BUFFER = 1 << 16;

  private UnpackedStream(InputStream in) {
    super(in);
  }

  static UnpackedStream of(InputStream packed, Compression compression) throws ArchiveBroken {
    try {
      return new UnpackedStream(
          switch (compression) {
            case NONE -> new BufferedInputStream(packed, BUFFER);
            case GZIP -> new GZIPInputStream(packed, BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(packed);
          });
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public int read() throws ArchiveBroken {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws ArchiveBroken {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static ArchiveBroken broken(IOException e) {
    return new ArchiveBroken(e instanceof EOFException ? Why.ENDS_EARLY : Why.NOT_PACKED_SO, 0);
  }
}
