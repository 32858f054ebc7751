package ki.testbed.rules;

/**
 * How many runs a criterion rests on, fixed in the plan.
 *
 * @param runs with fresh seeds
 * @param need how many of them must be MET
 */
public record Repeats(int runs, int need) {
  /** One run decides. */
  public static final Repeats ONCE = new Repeats(1, 1);

  public Repeats {
    if (need < 1 || runs < need || runs > 100) {
      throw new IllegalArgumentException("repeats need 1 <= need <= runs <= 100");
    }
  }
}
