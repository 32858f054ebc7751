package ki.testbed.rules.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws clusters with replacement, in each stratum as many as it has. */
final class Resampling {
  private final int[][] members;
  private final int[] counts;
  private final UniformRandomProvider random;

  /**
   * Over these clusters.
   *
   * @param stratum of each cluster, from 0
   */
  Resampling(int[] stratum, UniformRandomProvider random) {
    int strata = Arrays.stream(stratum).max().orElse(-1) + 1;
    this.members =
        IntStream.range(0, strata)
            .mapToObj(
                s -> IntStream.range(0, stratum.length).filter(i -> stratum[i] == s).toArray())
            .toArray(int[][]::new);
    this.counts = new int[stratum.length];
    this.random = random;
  }

  /** How often each cluster was drawn; the array is reused by the next draw. */
  int[] draw() {
    Arrays.fill(counts, 0);
    for (int[] stratum : members) {
      for (int i = 0; i < stratum.length; i++) {
        counts[stratum[random.nextInt(stratum.length)]]++;
      }
    }
    return counts;
  }
}
