package ki.testbed.runner.probe;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Takes memory outside the heap, which no option of this machine bounds, until somebody ends this
 * process.
 */
public final class Hoard {
  private static final int PIECE = 4 << 20;
  private static final int PAGE = 4096;
  private static final int MOST_PIECES = 1024;

  private Hoard() {}

  /**
   * Returns only where nothing bounds it.
   *
   * @return bytes taken
   */
  public static long take() {
    for (int piece = 0; piece < MOST_PIECES; piece++) {
      MemorySegment taken = Arena.global().allocate(PIECE);
      for (int at = 0; at < PIECE; at += PAGE) {
        taken.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
      }
    }
    return (long) MOST_PIECES * PIECE;
  }
}
