package ki.testbed.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import ki.testbed.protocol.Sha256;

/** Counts and hashes everything that passes, also what is skipped. */
final class HashedStream extends FilterInputStream {
  private static final int SCRATCH = 1 << 16;

  private final MessageDigest digest = Sha256.digest();
  private final byte[] scratch = new byte[SCRATCH];
  private final Gate gate;
  private long count;

  /** Asked after each piece. */
  @FunctionalInterface
  interface Gate {
    /** Throws if {@code count} bytes are too many. */
    void pass(long count) throws IOException;
  }

  HashedStream(InputStream in, Gate gate) {
    super(in);
    this.gate = gate;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int got = in.read(bytes, offset, length);
    if (got > 0) {
      digest.update(bytes, offset, got);
      count += got;
      gate.pass(count);
    }
    return got;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = 0;
    while (skipped < wanted) {
      int got = read(scratch, 0, (int) Math.min(SCRATCH, wanted - skipped));
      if (got < 0) {
        break;
      }
      skipped += got;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  void drain() throws IOException {
    skip(Long.MAX_VALUE);
  }

  long count() {
    return count;
  }

  /** Hash of all that passed; ends the stream's use. */
  Sha256 hash() {
    return Sha256.ofDigest(digest.digest());
  }
}
