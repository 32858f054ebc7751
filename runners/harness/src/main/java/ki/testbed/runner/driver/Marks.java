package ki.testbed.runner.driver;

import java.util.Arrays;

/**
 * When which part of a streamed body had arrived, so that it can be read later, beside the measured
 * path.
 *
 * @param ends lengths of the body, rising
 * @param times moments of the monotonic clock at which it was that long
 */
public record Marks(int[] ends, long[] times) {
  /** Of a body that is no stream. */
  public static final Marks NONE = new Marks(new int[0], new long[0]);

  /** The moment at which so many bytes had arrived, -1 if nobody looked. */
  long at(int bytes) {
    int found = Arrays.binarySearch(ends, bytes);
    int place = found >= 0 ? found : -found - 1;
    return place < times.length ? times[place] : -1;
  }
}
