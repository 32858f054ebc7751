package ki.testbed.samples.hostile;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** Floods of log. */
final class Flood {
  private static final int BLOCK = 64 << 10;

  private Flood() {}

  static void lines() {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'x');
    for (int i = 99; i < BLOCK; i += 100) {
      block[i] = '\n';
    }
    pour(block);
  }

  static void endlessLine() {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'x');
    pour(block);
  }

  private static void pour(byte[] block) {
    try (var out = new FileOutputStream(FileDescriptor.out)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
