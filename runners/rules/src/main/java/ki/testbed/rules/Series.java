package ki.testbed.rules;

import java.util.Arrays;
import ki.testbed.rules.statistics.Dependence;
import ki.testbed.rules.statistics.Quantile;

/**
 * Times of which percentiles are taken.
 *
 * @param inOrder in the order of their exchanges; {@link Long#MAX_VALUE} for a failed one
 * @param ascending the same, sorted
 */
record Series(long[] inOrder, long[] ascending) {

  static Series of(long[] inOrder) {
    long[] sorted = inOrder.clone();
    Arrays.sort(sorted);
    return new Series(inOrder, sorted);
  }

  int size() {
    return inOrder.length;
  }

  long value(int ppm) {
    return ascending.length == 0 ? 0 : Quantile.value(ascending, ppm);
  }

  /** Correction for dependence of "longer than this". */
  double overBy(long limit) {
    return Dependence.correction(inOrder.length, i -> inOrder[i] > limit);
  }
}
