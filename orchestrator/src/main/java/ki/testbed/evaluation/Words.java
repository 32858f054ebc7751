package ki.testbed.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import ki.testbed.harness.Ends;
import ki.testbed.sandbox.Exit;

/** Figures of a reason's sentence, the same in every language. */
final class Words {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private Words() {}

  /** {@code 0.4 s}, {@code 60 s}, {@code 5 min}, {@code 2 h}, {@code 7 d}. */
  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillis() % 1000 != 0 || seconds % 60 != 0 || seconds <= 60) {
      return tenths(duration) + " s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + " min";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + " d" : seconds / 3600 + " h";
  }

  private static String tenths(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** {@code 512 MiB}, {@code 1 GiB}. */
  static String bytes(long bytes) {
    return bytes % GIB == 0 ? bytes / GIB + " GiB" : bytes / MIB + " MiB";
  }

  /** {@code exit 1}, {@code exit 139, signal 11}. */
  static String of(Exit exit) {
    return Ends.words(exit);
  }
}
