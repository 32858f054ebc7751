package ki.testbed.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How far bytes are: how many of how many, how fast, how long it will take. */
final class Meter {
  private final long total;
  private final long first;
  private final long began;
  private final LongSupplier nanos;

  /**
   * Starts now.
   *
   * @param first bytes that were there before
   */
  Meter(long total, long first, LongSupplier nanos) {
    this.total = total;
    this.first = first;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
  }

  /** For example {@code 12.0 MB of 46.2 MB, 8.1 MB/s, 5 s left}. */
  String at(long done, Words words) {
    double seconds = (nanos.getAsLong() - began) / 1e9;
    double rate = seconds > 0 ? (done - first) / seconds : 0;
    var left = rate > 0 ? Long.toString(Math.round((total - done) / rate)) : "?";
    return words.say("meter", megabytes(done), megabytes(total), megabytes((long) rate), left);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
