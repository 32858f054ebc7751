package ki.testbed.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the person sees: results on stdout, everything else on stderr. On a terminal progress is one
 * line that renews itself; elsewhere it is a line every ten seconds.
 *
 * @param nanos a monotonic clock
 */
final class Screen {
  private static final long TERMINAL_GAP = Duration.ofMillis(200).toNanos();
  private static final long FILE_GAP = Duration.ofSeconds(10).toNanos();
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier nanos;
  private long shownAt;
  private boolean open;

  Screen(PrintWriter out, PrintWriter err, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.nanos = nanos;
    this.shownAt = nanos.getAsLong() - FILE_GAP;
  }

  LongSupplier clock() {
    return nanos;
  }

  /** What was asked for. */
  void result(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  /** Something that happened. */
  void say(String line) {
    clear();
    err.println(clean(line));
    err.flush();
  }

  /** How far something is; may be left out. */
  void progress(String line) {
    long now = nanos.getAsLong();
    if (now - shownAt < (terminal ? TERMINAL_GAP : FILE_GAP)) {
      return;
    }
    shownAt = now;
    if (terminal) {
      err.print(ERASE + clean(line));
      open = true;
    } else {
      err.println(clean(line));
    }
    err.flush();
  }

  private void clear() {
    if (open) {
      err.print(ERASE);
      err.flush();
      open = false;
    }
  }

  /** Texts of others must not steer the terminal. */
  static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]", "?");
  }
}
