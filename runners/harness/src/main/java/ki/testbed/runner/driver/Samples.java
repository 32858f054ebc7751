package ki.testbed.runner.driver;

import java.util.Arrays;

/** The data set: NDJSON, one object per sample, kept as the bytes it came in. */
public final class Samples {
  private final byte[] bytes;
  private final int[] starts;
  private final int[] ends;

  private Samples(byte[] bytes, int[] starts, int[] ends) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
  }

  /** Finds the lines; a line feed at the end is no further line. */
  public static Samples of(byte[] bytes) {
    int[] starts = new int[16];
    int[] ends = new int[16];
    int n = 0;
    for (int at = 0; at < bytes.length; at = ends[n - 1] + 1) {
      if (n == starts.length) {
        starts = Arrays.copyOf(starts, n * 2);
        ends = Arrays.copyOf(ends, n * 2);
      }
      starts[n] = at;
      ends[n] = lineEnd(bytes, at);
      n++;
    }
    return new Samples(bytes, Arrays.copyOf(starts, n), Arrays.copyOf(ends, n));
  }

  private static int lineEnd(byte[] bytes, int from) {
    int end = from;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    return end;
  }

  /** Number of samples. */
  public int count() {
    return starts.length;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int sample) {
    return starts[sample];
  }

  int length(int sample) {
    return ends[sample] - starts[sample];
  }

  /** The bytes of one line, copied. */
  public byte[] copyOf(int sample) {
    return Arrays.copyOfRange(bytes, starts[sample], ends[sample]);
  }
}
