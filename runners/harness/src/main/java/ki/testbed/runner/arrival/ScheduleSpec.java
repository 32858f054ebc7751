package ki.testbed.runner.arrival;

/** What a schedule is made from, beside the seed. */
public sealed interface ScheduleSpec {
  /** Size of the data set. */
  int dataSet();

  /**
   * Open loop: gaps are exponential, so arrivals are a Poisson process.
   *
   * @param ratePerSecond mean rate
   * @param windowNs no arrival at or after this offset
   */
  record Poisson(double ratePerSecond, long windowNs, int dataSet) implements ScheduleSpec {
    public Poisson {
      if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond) || windowNs < 0) {
        throw new IllegalArgumentException("a rate is positive and a window is not negative");
      }
    }
  }

  /**
   * Closed loop: only the order of the samples is known ahead, all offsets are 0.
   *
   * @param arrivals most exchanges there can be
   */
  record Closed(int arrivals, int dataSet) implements ScheduleSpec {}
}
