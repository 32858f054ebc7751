package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** Streams one after the other, each opened when its turn comes. */
final class PartsStream extends InputStream {
  private final Deque<Part> ahead;
  private InputStream current = InputStream.nullInputStream();

  /** One of them. */
  @FunctionalInterface
  interface Part {
    InputStream open() throws IOException;
  }

  PartsStream(Collection<Part> parts) {
    this.ahead = new ArrayDeque<>(parts);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int got = current.read(bytes, offset, length);
    while (got < 0 && !ahead.isEmpty()) {
      current.close();
      current = ahead.removeFirst().open();
      got = current.read(bytes, offset, length);
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
