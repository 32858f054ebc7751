package ki.testbed.rules.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;

/**
 * {@code fairness/1}: gaps between groups of people, each the largest minus the smallest rate. A
 * maximum of differences is above zero by chance too, so what shuffled groups give is shown beside
 * it. Groups with less than 30 members or 10 positives are left out and named.
 *
 * @param parity of selection rates
 * @param equalisedOdds the larger of the gaps of true and of false positive rates
 * @param equalOpportunity of true positive rates
 * @param accuracy of shares of right decisions
 * @param insufficient groups that are too small
 */
public record Fairness(
    double parity,
    double equalisedOdds,
    double equalOpportunity,
    double accuracy,
    List<Integer> insufficient) {
  private static final int FEWEST = 30;
  private static final int FEWEST_POSITIVE = 10;

  public Fairness {
    insufficient = List.copyOf(insufficient);
  }

  /**
   * Of the group (from 0), the decision and the truth of each case.
   *
   * @throws IllegalArgumentException unless all three have the same length
   */
  public static Fairness of(int[] group, boolean[] selected, boolean[] positive) {
    GroupCounts[] counts = GroupCounts.of(group, selected, positive);
    GroupCounts[] large =
        Arrays.stream(counts).filter(Fairness::sufficient).toArray(GroupCounts[]::new);
    double opportunity = gap(large, GroupCounts::truePositiveRate);
    return new Fairness(
        gap(large, GroupCounts::selectionRate),
        Math.max(opportunity, gap(large, GroupCounts::falsePositiveRate)),
        opportunity,
        gap(large, GroupCounts::accuracy),
        IntStream.range(0, counts.length).filter(g -> !sufficient(counts[g])).boxed().toList());
  }

  /** The mean gaps that shuffled groups of the same sizes give. */
  public static Fairness byChance(
      int[] group,
      boolean[] selected,
      boolean[] positive,
      UniformRandomProvider random,
      int times) {
    int[] shuffled = group.clone();
    double[] sums = new double[4];
    for (int i = 0; i < times; i++) {
      Fairness one = of(ArraySampler.shuffle(random, shuffled), selected, positive);
      sums[0] += one.parity;
      sums[1] += one.equalisedOdds;
      sums[2] += one.equalOpportunity;
      sums[3] += one.accuracy;
    }
    return new Fairness(
        sums[0] / times, sums[1] / times, sums[2] / times, sums[3] / times, List.of());
  }

  private static boolean sufficient(GroupCounts counts) {
    return counts.n() >= FEWEST && counts.positives() >= FEWEST_POSITIVE;
  }

  /**
   * 0 for less than two groups; a group without negatives has no false positive rate and does not
   * count there.
   */
  private static double gap(GroupCounts[] groups, ToDoubleFunction<GroupCounts> rate) {
    var rates =
        Arrays.stream(groups).mapToDouble(rate).filter(Double::isFinite).summaryStatistics();
    return rates.getCount() < 2 ? 0 : rates.getMax() - rates.getMin();
  }
}
