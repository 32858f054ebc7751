package ki.testbed.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Envelope;

/** What a fake process has written, as an engine keeps it: until the container is removed. */
final class FakeOutput {
  private final List<Line> lines = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private boolean closed;

  /** One line of stdout as a follower gets it. */
  record Line(String text, boolean truncated) {
    static Line of(String text) {
      boolean tooLong = text.length() > Envelope.MAX_LINE;
      return new Line(tooLong ? text.substring(0, Envelope.MAX_LINE) : text, tooLong);
    }
  }

  /**
   * Adds a line for followers, if there is one, and text to the log; after the end both are lost,
   * which false tells.
   */
  synchronized boolean add(Optional<Line> line, String text) {
    if (!closed) {
      line.ifPresent(lines::add);
      log.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      notifyAll();
    }
    return !closed;
  }

  /** Nothing more will come. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * The line of this index, as soon as there is one; none once the process has ended and all was
   * read.
   */
  synchronized Optional<Line> line(int index) throws InterruptedException {
    while (lines.size() <= index && !closed) {
      wait();
    }
    return index < lines.size() ? Optional.of(lines.get(index)) : Optional.empty();
  }

  /** How many lines were written for followers. */
  synchronized int lines() {
    return lines.size();
  }

  synchronized LogSlice slice(long cursor, int maxBytes) {
    byte[] all = log.toByteArray();
    int from = (int) Math.min(cursor, all.length);
    int to = Math.min(all.length, from + maxBytes);
    return new LogSlice(Arrays.copyOfRange(all, from, to), to, all.length);
  }
}
