package ki.testbed.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import ki.testbed.sandbox.Usage;

/**
 * Bounds a SUT ran into while it was watched.
 *
 * @param pidsRefused it was refused processes or threads
 * @param logFlood it wrote more log than allowed, at all or for too long
 */
public record Strain(boolean pidsRefused, boolean logFlood) {
  /** Most bytes of log in all. */
  public static final long MOST_LOG = 256L << 20;

  /** None that was seen. */
  public static final Strain NONE = new Strain(false, false);

  private static final long MOST_LOG_PER_SECOND = 16L << 20;
  private static final Duration LASTING = Duration.ofSeconds(10);

  /** Follows the counters of one SUT. */
  static final class Gauge {
    private record Written(Instant at, long bytes) {}

    private final Deque<Written> lately = new ArrayDeque<>();
    private Strain strain = NONE;

    void add(Usage usage) {
      boolean refused = usage.pidsRefused() instanceof Usage.Counter.Value(long n) && n > 0;
      boolean flood =
          usage.logBytes() instanceof Usage.Counter.Value(long n) && flood(usage.at(), n);
      strain = new Strain(strain.pidsRefused() || refused, strain.logFlood() || flood);
    }

    /** Compared with the newest reading that is old enough. */
    private boolean flood(Instant at, long bytes) {
      lately.addLast(new Written(at, bytes));
      while (lately.size() > 1 && !second().at().isAfter(at.minus(LASTING))) {
        lately.removeFirst();
      }
      Duration span = Duration.between(lately.getFirst().at(), at);
      long written = bytes - lately.getFirst().bytes();
      boolean fast =
          span.compareTo(LASTING) >= 0 && written * 1000.0 / span.toMillis() > MOST_LOG_PER_SECOND;
      return fast || bytes > MOST_LOG;
    }

    private Written second() {
      var all = lately.iterator();
      all.next();
      return all.next();
    }

    Strain strain() {
      return strain;
    }
  }
}
