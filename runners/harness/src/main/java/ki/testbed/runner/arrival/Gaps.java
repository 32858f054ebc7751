package ki.testbed.runner.arrival;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random times between arrivals. StrictMath everywhere, because Math may round differently on
 * another processor.
 */
final class Gaps {
  private static final double UNIT = 0x1.0p-53;
  private static final double BURST_SHAPE = 0.25;

  private final UniformRandomProvider random;

  Gaps(UniformRandomProvider random) {
    this.random = random;
  }

  /**
   * Exponential: inverse transform sampling with U uniform in [0, 1), -ln(1-U)/rate.
   *
   * @return nanoseconds
   */
  long exponential(double ratePerSecond) {
    return (long) Math.floor(-StrictMath.log1p(-uniform()) * 1e9 / ratePerSecond);
  }

  /**
   * Gamma with shape 0.25 and mean 1/rate (Marsaglia and Tsang 2000: shape + 1, times U^(1/shape)).
   *
   * @return nanoseconds
   */
  long bundled(double ratePerSecond) {
    double d = BURST_SHAPE + 1 - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
      double u = 1 - uniform();
      if (v > 0 && StrictMath.log(u) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        double unit = d * v * StrictMath.pow(1 - uniform(), 1 / BURST_SHAPE);
        return (long) Math.floor(unit / BURST_SHAPE * 1e9 / ratePerSecond);
      }
    }
  }

  /** Standard normal by the polar method (Marsaglia and Bray 1964); the second value is left. */
  private double normal() {
    while (true) {
      double a = 2 * uniform() - 1;
      double b = 2 * uniform() - 1;
      double s = a * a + b * b;
      if (s > 0 && s < 1) {
        return a * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }

  private double uniform() {
    return (random.nextLong() >>> 11) * UNIT;
  }
}
