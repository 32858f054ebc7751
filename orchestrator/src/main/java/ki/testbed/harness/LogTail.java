package ki.testbed.harness;

import java.io.ByteArrayOutputStream;
import ki.testbed.sandbox.LogSlice;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;

/** The end of what a part has written. */
final class LogTail {
  private LogTail() {}

  /**
   * At most this many bytes, the last ones; asked for in one piece, as an engine reads all it has
   * kept for every piece.
   */
  static byte[] read(SandboxBackend backend, SandboxHandle handle, Part part, int most) {
    long total = backend.logs(handle, part, 0, 1).total();
    long cursor = Math.max(0, total - most);
    var tail = new ByteArrayOutputStream();
    while (tail.size() < most) {
      LogSlice slice = backend.logs(handle, part, cursor, most - tail.size());
      if (slice.bytes().length == 0) {
        break;
      }
      tail.writeBytes(slice.bytes());
      cursor = slice.next();
    }
    return tail.toByteArray();
  }
}
