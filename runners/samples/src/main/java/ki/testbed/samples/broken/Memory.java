package ki.testbed.samples.broken;

import java.lang.foreign.Arena;

/**
 * Takes memory for good: outside the heap, so that no limit of the JVM ends it before the
 * container's limit does.
 */
final class Memory {
  private static final long MIB = 1 << 20;
  private static final int PAGE = 4096;

  private Memory() {}

  /** Takes and touches memory, mebibyte by mebibyte; returns only if so much was there. */
  static void devour(long mebibytes) {
    for (long taken = 0; taken < mebibytes; taken++) {
      var block = Arena.global().allocate(MIB, PAGE);
      for (long page = 0; page < MIB; page += PAGE) {
        block.set(java.lang.foreign.ValueLayout.JAVA_BYTE, page, (byte) 1);
      }
    }
  }
}
