package ki.testbed.runner.bench;

/** Quantiles of ascending numbers, method quantile/1. */
final class Ranks {
  private Ranks() {}

  static long at(long[] ascending, double p) {
    return ascending[Math.max(0, (int) Math.ceil(ascending.length * p) - 1)];
  }
}
