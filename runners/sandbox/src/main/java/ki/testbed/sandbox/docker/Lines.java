package ki.testbed.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import ki.testbed.sandbox.LineSink;

/**
 * Puts lines together again that the engine splits every 16 KiB, and cuts those that are longer
 * than allowed.
 */
final class Lines {
  private final int longest;
  private final LineSink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean cut;

  Lines(int longest, LineSink sink) {
    this.longest = longest;
    this.sink = sink;
  }

  void take(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, start, i);
        deliver();
        start = i + 1;
      }
    }
    append(bytes, start, bytes.length);
  }

  /** What came without a line feed at the end is half a line. */
  void finish() {
    if (line.size() > 0) {
      cut = true;
      deliver();
    }
  }

  private void append(byte[] bytes, int from, int to) {
    int room = Math.min(to - from, longest - line.size());
    line.write(bytes, from, room);
    cut |= room < to - from;
  }

  private void deliver() {
    sink.line(line.toString(StandardCharsets.UTF_8), cut);
    line.reset();
    cut = false;
  }
}
