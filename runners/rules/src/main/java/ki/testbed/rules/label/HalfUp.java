package ki.testbed.rules.label;

/** Rounding to the nearest whole number, halves up, without floating point. */
final class HalfUp {
  private HalfUp() {}

  /** Of sum / count; not negative. */
  static int quotient(int sum, int count) {
    return Math.floorDiv(2 * sum + count, 2 * count);
  }
}
