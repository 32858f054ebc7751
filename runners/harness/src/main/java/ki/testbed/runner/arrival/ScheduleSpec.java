package ki.testbed.runner.arrival;

/** What a schedule is made from, beside the seed. */
public sealed interface ScheduleSpec {
  /** Size of the data set. */
  int dataSet();

  /** How the gaps of an open loop are drawn; the mean rate is the same for all. */
  enum Rhythm {
    /** Exponential gaps: a Poisson process. */
    POISSON,
    /** Gaps of a Gamma distribution with shape 0.25. */
    GAMMA,
    /** A Poisson process of four times the rate for 5 s, then 15 s of silence, and again. */
    ON_OFF
  }

  /**
   * Open loop: arrivals follow a random process and wait for nobody.
   *
   * @param ratePerSecond mean rate
   * @param windowNs no arrival at or after this offset
   */
  record Open(double ratePerSecond, long windowNs, Rhythm rhythm, int dataSet)
      implements ScheduleSpec {
    public Open {
      if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond) || windowNs < 0) {
        throw new IllegalArgumentException("a rate is positive and a window is not negative");
      }
    }
  }

  /** An open loop of a Poisson process. */
  static Open poisson(double ratePerSecond, long windowNs, int dataSet) {
    return new Open(ratePerSecond, windowNs, Rhythm.POISSON, dataSet);
  }

  /**
   * Closed loop: only the order of the samples is known ahead, all offsets are 0.
   *
   * @param arrivals most exchanges there can be
   */
  record Closed(int arrivals, int dataSet) implements ScheduleSpec {}
}
