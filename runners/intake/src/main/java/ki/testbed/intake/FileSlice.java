package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A range of an open file as a stream; closing it leaves the file open. A failure of the disk is
 * unchecked, so that it is never taken for broken bytes.
 */
final class FileSlice extends InputStream {
  private final FileChannel file;
  private long position;
  private long left;

  FileSlice(FileChannel file, long position, long size) {
    this.file = file;
    this.position = position;
    this.left = size;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    int wanted = (int) Math.min(length, left);
    int got = wanted == 0 ? -1 : readAt(ByteBuffer.wrap(bytes, offset, wanted));
    moveBy(Math.max(got, 0));
    return got;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, left);
    moveBy(skipped);
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private int readAt(ByteBuffer buffer) {
    try {
      return file.read(buffer, position);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void moveBy(long count) {
    position += count;
    left -= count;
  }
}
