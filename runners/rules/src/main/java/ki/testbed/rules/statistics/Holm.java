package ki.testbed.rules.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction of several p values (Holm 1979), so that all of them together keep their level.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p values in the given order: the i-th smallest times (m - i + 1), never falling, at
   * most 1.
   */
  public static double[] adjust(double[] p) {
    int m = p.length;
    int[] order =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[m];
    double largest = 0;
    for (int i = 0; i < m; i++) {
      largest = Math.max(largest, Math.min(1, (m - i) * p[order[i]]));
      adjusted[order[i]] = largest;
    }
    return adjusted;
  }
}
