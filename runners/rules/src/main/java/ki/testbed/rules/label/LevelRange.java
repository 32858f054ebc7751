package ki.testbed.rules.label;

/**
 * What a class can still be.
 *
 * @param low number of the level if all that is open were worst
 * @param high number of the level if all that is open were best
 */
public record LevelRange(int low, int high) {
  public LevelRange {
    if (low > high) {
      throw new IllegalArgumentException("a range of levels goes up");
    }
  }

  /** Whether nothing open can change it. */
  public boolean decided() {
    return low == high;
  }
}
