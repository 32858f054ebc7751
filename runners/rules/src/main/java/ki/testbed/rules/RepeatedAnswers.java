package ki.testbed.rules;

import java.util.Arrays;

/** The same samples asked several times. */
final class RepeatedAnswers {
  private static final int NOT_ASKED = -1;
  private static final int UNEQUAL = -2;
  private static final int UNKNOWN = -3;

  private RepeatedAnswers() {}

  /**
   * Samples whose answers were all equal, bit by bit without the id, of those asked. A failure
   * equals nothing. A sample with an answer nobody looked at counts nowhere.
   */
  static ScoredAnswers.Count equal(RunView run) {
    int[] seen = new int[run.askedSamples()];
    Arrays.fill(seen, NOT_ASKED);
    Timing timing = run.timing();
    for (int i = 0; i < timing.rows(); i++) {
      int sample = timing.sample(i);
      if (sample >= 0 && sample < seen.length) {
        seen[sample] = joined(seen[sample], timing.ok(i), timing.answer(i));
      }
    }
    long equal = Arrays.stream(seen).filter(one -> one >= 0).count();
    long unequal = Arrays.stream(seen).filter(one -> one == UNEQUAL).count();
    return new ScoredAnswers.Count(equal, equal + unequal);
  }

  private static int joined(int before, boolean ok, int answer) {
    if (before == UNEQUAL || !ok) {
      return UNEQUAL;
    }
    if (before == UNKNOWN || answer < 0) {
      return UNKNOWN;
    }
    return before == NOT_ASKED || before == answer ? answer : UNEQUAL;
  }
}
