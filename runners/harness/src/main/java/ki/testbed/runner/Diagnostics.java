package ki.testbed.runner;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream for diagnostics that falls silent after so many bytes. */
final class Diagnostics extends FilterOutputStream {
  private long left;

  Diagnostics(OutputStream out, long most) {
    super(out);
    this.left = most;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (left > 0) {
      left--;
      out.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    int fits = (int) Math.min(left, length);
    left -= fits;
    out.write(bytes, from, fits);
  }
}
