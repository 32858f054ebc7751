package ki.testbed.rules.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * {@code rate/1}: events per second of a window, with a t interval over the rates of its 30 equal
 * slices.
 *
 * @param perSecond all events over the whole window
 * @param interval one-sided bounds, the lower one at least 0
 */
public record Rate(double perSecond, Interval interval) {
  private static final int SLICES = Dependence.BATCHES;
  private static final TDistribution T = TDistribution.of(SLICES - 1);
  private static final double NANOS = 1e9;

  /**
   * Of the moments of events.
   *
   * @param ends nanoseconds from the start of the window; those outside [0, window) are not counted
   * @throws IllegalArgumentException if the window has less than 30 ns
   */
  public static Rate of(long[] ends, long windowNs, double c) {
    if (windowNs < SLICES) {
      throw new IllegalArgumentException("a window of " + windowNs + " ns has no slices");
    }
    long[] counts = new long[SLICES];
    for (long end : ends) {
      if (end >= 0 && end < windowNs) {
        counts[(int) Math.min(SLICES - 1, (long) ((double) end / windowNs * SLICES))]++;
      }
    }
    return ofSlices(counts, windowNs, c);
  }

  private static Rate ofSlices(long[] counts, long windowNs, double c) {
    double sliceSeconds = windowNs / NANOS / SLICES;
    double total = 0;
    for (long count : counts) {
      total += count;
    }
    double mean = total / SLICES;
    double squares = 0;
    for (long count : counts) {
      squares += (count - mean) * (count - mean);
    }
    double half =
        T.inverseCumulativeProbability(c)
            * Math.sqrt(squares / (SLICES - 1) / SLICES)
            / sliceSeconds;
    double rate = total / (windowNs / NANOS);
    return new Rate(rate, new Interval(Math.max(0, rate - half), rate + half));
  }
}
