package ki.testbed.rules;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import ki.testbed.protocol.Grade;

/**
 * The numbers of rule set {@code validity-1} that differ by grade. Shares are 0 to 1, times
 * nanoseconds; an empty bound says that the rule is not asked in this grade.
 *
 * @param lagP50 H1
 * @param lagP99 H1, beside a share of L
 * @param lagOverMilli H1: share of exchanges more than 1 ms late
 * @param nullP99OfLimit H4: p99 against the null server as a share of L
 * @param nullDrift H4: relative difference of the medians before and after
 * @param capacity H4: attainable rate as a multiple of the tested one
 * @param cpuShare H5
 * @param steal H5
 * @param foreign H5
 * @param jitterOfLimit H5
 */
record ValidityBounds(
    long lagP50,
    OptionalLong lagP99,
    OptionalDouble lagOverMilli,
    double nullP99OfLimit,
    double nullDrift,
    double capacity,
    double cpuShare,
    double steal,
    OptionalDouble foreign,
    double jitterOfLimit) {
  /** H1: share of L that p99 of the lag may have. */
  static final double LAG_P99_OF_LIMIT = 0.05;

  /** H3: difference between sent and planned, as one of so many. */
  static final long ONE_MISSING_IN = 1000;

  /** H3: share of intervals that must be as planned. */
  static final double INTERVALS_AS_PLANNED = 0.999;

  /** H5: share of L that a pause of the garbage collector may have. */
  static final double GC_OF_LIMIT = 0.1;

  /** H6: deviation of monotonic from wall time. */
  static final double CLOCK_RATIO = 1e-4;

  /** H6: deviation in nanoseconds that is always allowed, that of 30 s. */
  static final double CLOCK_DEVIATION = 3_000_000;

  /**
   * H6: what counts as a step of the wall clock; less is scheduling between two looks at two
   * clocks.
   */
  static final long CLOCK_STEP = 50_000_000;

  /** H9. */
  static final double UNCHECKED = 0.01;

  /** E1: failures, as one of so many. */
  static final long ONE_FAILURE_IN = 1000;

  /** A2: how much faster a repeated question may be answered. */
  static final double FASTER_REPEATS = 0.1;

  /** A2, S1, S2: level of the tests. */
  static final double TREND_P = 0.01;

  /** S1, S2: change that matters. */
  static final double TREND_CHANGE = 0.1;

  /** S3. */
  static final double THROTTLED = 0.01;

  private static final ValidityBounds FORMAL =
      new ValidityBounds(
          50_000,
          OptionalLong.of(1_000_000),
          OptionalDouble.of(0.001),
          0.1,
          0.1,
          2,
          0.7,
          0.01,
          OptionalDouble.of(0.05),
          0.5);
  private static final ValidityBounds PREVIEW =
      new ValidityBounds(
          500_000,
          OptionalLong.empty(),
          OptionalDouble.empty(),
          0.5,
          0.5,
          1.2,
          0.95,
          0.1,
          OptionalDouble.empty(),
          1);

  static ValidityBounds of(Grade grade) {
    return switch (grade) {
      case FORMAL -> FORMAL;
      case PREVIEW -> PREVIEW;
    };
  }
}
