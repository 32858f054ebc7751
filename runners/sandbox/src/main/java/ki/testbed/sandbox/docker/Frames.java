package ki.testbed.sandbox.docker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The engine's framing of a container's output: one byte for the stream, three unused, four for the
 * length, then the bytes.
 */
final class Frames {
  private static final int STDERR = 2;
  private static final int LONGEST = 1 << 24;

  private Frames() {}

  /** Takes the bytes of one frame; false ends reading. */
  @FunctionalInterface
  interface Taker {
    boolean take(byte[] bytes, boolean stderr);
  }

  /** Reads frames to the end of the stream, or until the taker has enough. */
  static void read(InputStream in, Taker taker) throws IOException {
    var data = new DataInputStream(in);
    while (true) {
      int stream = data.read();
      if (stream < 0) {
        return;
      }
      data.skipNBytes(3);
      int length = data.readInt();
      if (length < 0 || length > LONGEST) {
        throw new IOException("the engine announces a frame of " + length + " bytes");
      }
      byte[] bytes = data.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException("the engine broke off within a frame");
      }
      if (!taker.take(bytes, stream == STDERR)) {
        return;
      }
    }
  }
}
