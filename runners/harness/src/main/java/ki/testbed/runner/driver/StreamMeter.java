package ki.testbed.runner.driver;

import java.util.Arrays;

/**
 * Counts lines of a stream while it arrives, and remembers when. Does not look at what they say;
 * bounds in lines and bytes of a line also bound what is remembered.
 */
final class StreamMeter {
  private final int mostLines;
  private final int mostLineBytes;
  private int[] ends = new int[64];
  private long[] times = new long[64];
  private int marks;
  private int lines;
  private int lineBytes;

  StreamMeter(int mostLines, int mostLineBytes) {
    this.mostLines = mostLines;
    this.mostLineBytes = mostLineBytes;
  }

  void begin() {
    marks = 0;
    lines = 0;
    lineBytes = 0;
  }

  /** Takes bytes that have just been added to a body; whether they are within the bounds. */
  boolean take(byte[] body, int from, int n, long now) {
    int before = lines;
    for (int i = from; i < from + n; i++) {
      if (body[i] == '\n' || body[i] == '\r') {
        lines++;
        lineBytes = 0;
      } else if (++lineBytes > mostLineBytes) {
        return false;
      }
    }
    if (lines > before) {
      mark(from + n, now);
    }
    return lines <= mostLines;
  }

  private void mark(int end, long now) {
    if (marks == ends.length) {
      ends = Arrays.copyOf(ends, marks * 2);
      times = Arrays.copyOf(times, marks * 2);
    }
    ends[marks] = end;
    times[marks++] = now;
  }

  Marks marks() {
    return new Marks(Arrays.copyOf(ends, marks), Arrays.copyOf(times, marks));
  }
}
