package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTests {
  @Test
  void aStraightLineGrows() {
    double[] line = IntStream.range(0, 30).mapToDouble(i -> 5 + 0.5 * i).toArray();
    assertThat(Trend.mannKendall(line)).isLessThan(1e-10);
    assertThat(Trend.theilSen(line)).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void nothingGrowsWhereAllIsEqual() {
    assertThat(Trend.mannKendall(new double[30])).isEqualTo(1);
    assertThat(Trend.theilSen(new double[30])).isZero();
    assertThat(Trend.theilSen(new double[1])).isZero();
  }

  /** S = 8 of 10 pairs up, 2 down: 6; variance 5 x 4 x 15 / 18; z = 5 / sqrt(16.667). */
  @Test
  void mannKendallByHand() {
    assertThat(Trend.mannKendall(new double[] {1, 3, 2, 5, 4})).isEqualTo(0.2206714, within(1e-6));
  }

  /**
   * Two ties of two: S = 8, variance (5 x 4 x 15 - 2 x (2 x 1 x 9)) / 18 = 14.667, z = 7 / 3.8297 =
   * 1.8278.
   */
  @Test
  void tiesNarrowTheVariance() {
    assertThat(Trend.mannKendall(new double[] {1, 1, 2, 2, 3})).isEqualTo(0.0676, within(1e-4));
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Median.of(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(Median.of(new double[] {Double.POSITIVE_INFINITY, 1, 3})).isEqualTo(3);
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(Median.of(new double[] {infinite, 1, infinite, infinite})).isEqualTo(infinite);
    assertThat(Median.of(new double[] {infinite, 1})).isEqualTo(infinite);
  }
}
