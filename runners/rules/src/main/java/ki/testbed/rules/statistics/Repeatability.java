package ki.testbed.rules.statistics;

/**
 * {@code repeat/1}: the same questions asked again.
 *
 * @param equal answers that are exactly equal
 * @param n repeats
 * @param flips repeats whose decision changed
 * @param maxAbsolute largest |second - first|
 * @param maxRelative largest |second - first| / |first|; infinite where the first was 0 and the
 *     second was not
 */
public record Repeatability(
    long equal, long n, long flips, double maxAbsolute, double maxRelative) {

  /**
   * Of scores given first and again, and the decisions that were made of them.
   *
   * @throws IllegalArgumentException for none, or for different numbers of them
   */
  public static Repeatability of(
      double[] first, double[] second, int[] decided, int[] decidedAgain) {
    int n = first.length;
    if (n == 0 || second.length != n || decided.length != n || decidedAgain.length != n) {
      throw new IllegalArgumentException("each question needs two scores and two decisions");
    }
    Repeatability all = new Repeatability(0, n, 0, 0, 0);
    for (int i = 0; i < n; i++) {
      double difference = Math.abs(second[i] - first[i]);
      double relative = difference == 0 ? 0 : difference / Math.abs(first[i]);
      boolean flip = decided[i] != decidedAgain[i];
      all =
          new Repeatability(
              all.equal + (difference == 0 && !flip ? 1 : 0),
              n,
              all.flips + (flip ? 1 : 0),
              Math.max(all.maxAbsolute, difference),
              Math.max(all.maxRelative, relative));
    }
    return all;
  }

  /** Share of equal answers. */
  public double share() {
    return (double) equal / n;
  }

  /** Its bounds, by Wilson. */
  public Interval interval(double c) {
    return Proportion.wilson(equal, n, c);
  }
}
