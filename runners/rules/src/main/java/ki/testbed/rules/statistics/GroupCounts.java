package ki.testbed.rules.statistics;

import java.util.Arrays;

/** Decisions about one group, against the truth. */
record GroupCounts(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {

  /** One per group, from 0 to the highest. */
  static GroupCounts[] of(int[] group, boolean[] selected, boolean[] positive) {
    if (group.length != selected.length || group.length != positive.length) {
      throw new IllegalArgumentException("each case has a group, a decision and a truth");
    }
    GroupCounts[] counts = new GroupCounts[Arrays.stream(group).max().orElse(-1) + 1];
    Arrays.fill(counts, new GroupCounts(0, 0, 0, 0));
    for (int i = 0; i < group.length; i++) {
      counts[group[i]] = counts[group[i]].plus(selected[i], positive[i]);
    }
    return counts;
  }

  private GroupCounts plus(boolean selected, boolean positive) {
    return new GroupCounts(
        truePositives + (selected && positive ? 1 : 0),
        falsePositives + (selected && !positive ? 1 : 0),
        trueNegatives + (!selected && !positive ? 1 : 0),
        falseNegatives + (!selected && positive ? 1 : 0));
  }

  long n() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  long positives() {
    return truePositives + falseNegatives;
  }

  double selectionRate() {
    return (double) (truePositives + falsePositives) / n();
  }

  double truePositiveRate() {
    return (double) truePositives / positives();
  }

  double falsePositiveRate() {
    return (double) falsePositives / (falsePositives + trueNegatives);
  }

  double accuracy() {
    return (double) (truePositives + trueNegatives) / n();
  }
}
