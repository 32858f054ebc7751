package ki.testbed.evidence.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic time axis over whole steps of 1-2-5.
 *
 * @param fromNanos left end, a step
 * @param toNanos right end, a step
 */
record LogAxis(long fromNanos, long toNanos) {
  private static final long[] STEPS = {1, 2, 5};

  /** The shortest axis that shows both times, at least one step wide. */
  static LogAxis around(long shortest, long longest) {
    List<Long> steps = steps();
    long from =
        steps.stream().filter(step -> step <= Math.max(1, shortest)).reduce(1L, (_, step) -> step);
    long to =
        steps.stream()
            .filter(step -> step > Math.max(from, longest))
            .findFirst()
            .orElse(Long.MAX_VALUE);
    return new LogAxis(from, to);
  }

  /**
   * Where a time lies, 0 at the left end and 1 at the right one; beyond the ends it stays there.
   */
  double position(long nanos) {
    double at = Math.log((double) Math.clamp(nanos, fromNanos, toNanos) / fromNanos);
    return at / Math.log((double) toNanos / fromNanos);
  }

  /** Steps to write at, at most this many. */
  List<Long> ticks(int atMost) {
    List<Long> all = steps().stream().filter(step -> step >= fromNanos && step <= toNanos).toList();
    if (all.size() <= atMost) {
      return all;
    }
    List<Long> decades = all.stream().filter(LogAxis::isDecade).toList();
    int every = Math.ceilDiv(decades.size(), atMost);
    return decades.stream().filter(step -> decades.indexOf(step) % every == 0).toList();
  }

  /** A step in its largest unit: {@code 50 ms}. */
  static String label(long nanos) {
    if (nanos >= 1_000_000_000) {
      return nanos / 1_000_000_000 + "\u00a0s";
    }
    if (nanos >= 1_000_000) {
      return nanos / 1_000_000 + "\u00a0ms";
    }
    return nanos >= 1_000 ? nanos / 1_000 + "\u00a0µs" : nanos + "\u00a0ns";
  }

  private static boolean isDecade(long step) {
    return Long.toString(step).matches("10*");
  }

  private static List<Long> steps() {
    List<Long> steps = new ArrayList<>();
    for (long decade = 1; decade <= 1_000_000_000_000L; decade *= 10) {
      for (long step : STEPS) {
        steps.add(step * decade);
      }
    }
    return steps;
  }
}
