package ki.testbed.upload;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import ki.testbed.protocol.Sha256;

/**
 * Content of any size that is never whole anywhere: zeros, and its own place at the start of every
 * mebibyte.
 */
final class GeneratedBytes {
  private static final int STEP = 1 << 20;

  private final long size;
  private final byte[] chunk;

  GeneratedBytes(long size, int chunkBytes) {
    this.size = size;
    this.chunk = new byte[chunkBytes];
  }

  long size() {
    return size;
  }

  int chunkBytes() {
    return chunk.length;
  }

  Sha256 hash() {
    MessageDigest digest = Sha256.digest();
    for (long at = 0; at < size; at += chunk.length) {
      var bytes = chunk(at);
      digest.update(bytes);
    }
    return Sha256.ofDigest(digest.digest());
  }

  /** The bytes from here on, valid until the next call. */
  ByteBuffer chunk(long at) {
    int length = (int) Math.min(chunk.length, size - at);
    Arrays.fill(chunk, (byte) 0);
    var bytes = ByteBuffer.wrap(chunk, 0, length);
    for (int i = 0; i + Long.BYTES <= length; i += STEP) {
      bytes.putLong(i, at + i);
    }
    return bytes;
  }
}
