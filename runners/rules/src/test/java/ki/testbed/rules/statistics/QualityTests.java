package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QualityTests {
  private static final Offset<Double> EXACT = within(1e-12);

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(20_260_301L);

  /** Against the definition: all pairs, O(n m). */
  @Test
  void deLongByMidRanksIsDeLongByPairs() {
    double[] positive = IntStream.range(0, 60).mapToDouble(_ -> random.nextInt(20) + 4).toArray();
    double[] negative = IntStream.range(0, 80).mapToDouble(_ -> random.nextInt(20)).toArray();
    double[] v10 =
        Arrays.stream(positive)
            .map(x -> Arrays.stream(negative).map(y -> psi(x, y)).average().orElseThrow())
            .toArray();
    double[] v01 =
        Arrays.stream(negative)
            .map(y -> Arrays.stream(positive).map(x -> psi(x, y)).average().orElseThrow())
            .toArray();
    DeLong seen = DeLong.of(positive, negative);
    assertThat(seen.auroc()).isEqualTo(Arrays.stream(v10).average().orElseThrow(), EXACT);
    assertThat(seen.variance()).isEqualTo(variance(v10) / 60 + variance(v01) / 80, EXACT);
    assertThat(seen.interval(0.975).lower())
        .isEqualTo(seen.auroc() - 1.959964 * Math.sqrt(seen.variance()), within(1e-6));
  }

  @Test
  void aPerfectOrderHasAreaOne() {
    assertThat(DeLong.of(new double[] {3, 4}, new double[] {1, 2})).isEqualTo(new DeLong(1, 0));
    assertThat(DeLong.of(new double[] {1, 1}, new double[] {1, 1}).auroc()).isEqualTo(0.5);
    assertThatThrownBy(() -> DeLong.of(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void calibrationErrorByHand() {
    double[] confidence = new double[150];
    boolean[] right = new boolean[150];
    for (int i = 0; i < 150; i++) {
      confidence[i] = i / 10 / 20.0 + 0.25; // 15 bins of ten equal values 0.25, 0.3, .. 0.95
      right[i] = i % 10 < 5; // half right in each
    }
    double expected =
        IntStream.range(0, 15).mapToDouble(b -> Math.abs(0.5 - (b / 20.0 + 0.25))).sum() / 15;
    Calibration calibration = Calibration.of(confidence, right);
    assertThat(calibration.expectedError()).isEqualTo(expected, EXACT);
    assertThat(calibration.bins())
        .hasSize(15)
        .allMatch(bin -> bin.n() == 10 && bin.accuracy() == 0.5);
    assertThat(Calibration.of(new double[] {1, 1}, new boolean[] {true, true}).expectedError())
        .isZero();
  }

  /** Murphy's identity is exact where a bin holds one value. */
  @Test
  void brierIsTheSumOfItsParts() {
    double[][] p = new double[150][];
    int[] truth = new int[150];
    for (int i = 0; i < 150; i++) {
      double q = (i / 10 + 1) / 16.0;
      p[i] = new double[] {q, 1 - q};
      truth[i] = i % 10 < i / 15 ? 0 : 1;
    }
    Brier brier = Brier.of(p, truth);
    assertThat(brier.reliability() - brier.resolution() + brier.uncertainty())
        .isEqualTo(brier.score(), EXACT);
    double byHand =
        IntStream.range(0, 150)
            .mapToDouble(i -> 2 * Math.pow(p[i][0] - (truth[i] == 0 ? 1 : 0), 2))
            .average()
            .orElseThrow();
    assertThat(brier.score()).isEqualTo(byHand, EXACT);
    assertThat(Brier.of(new double[][] {{1, 0}, {0, 1}}, new int[] {0, 1}).score()).isZero();
    assertThat(Brier.of(new double[][] {{0, 1}}, new int[] {0}).score()).isEqualTo(2);
  }

  /**
   * Group 0: 40 of 100 selected, 30 of 50 positives; group 1: 20 of 100 selected, 15 of 50; group 2
   * too small.
   */
  @Test
  void gapsBetweenGroupsByHand() {
    int[] group = IntStream.range(0, 220).map(i -> i / 100).toArray();
    boolean[] positive = new boolean[220];
    boolean[] selected = new boolean[220];
    for (int i = 0; i < 220; i++) {
      positive[i] = i % 100 < 50;
      selected[i] =
          i / 100 == 0 ? i < 30 || i >= 90 : i / 100 == 1 ? i % 100 < 15 || i % 100 >= 95 : true;
    }
    Fairness gaps = Fairness.of(group, selected, positive);
    assertThat(gaps.parity()).isEqualTo(0.2, EXACT);
    assertThat(gaps.equalOpportunity()).isEqualTo(0.3, EXACT);
    assertThat(gaps.equalisedOdds()).isEqualTo(0.3, EXACT);
    assertThat(gaps.accuracy()).isEqualTo(0.7 - 0.6, EXACT);
    assertThat(gaps.insufficient()).containsExactly(2);
    Fairness chance = Fairness.byChance(group, selected, positive, random, 200);
    assertThat(chance.parity()).isBetween(0.01, 0.15);
  }

  @Test
  void robustnessByHand() {
    var seen = new Robustness(0.1, new double[][] {{0.2, 0.4}, {0.1, 0.3}});
    assertThat(seen.mean(0)).isEqualTo(0.3, EXACT);
    assertThat(seen.mean()).isEqualTo(0.25, EXACT);
    assertThat(seen.worst()).isEqualTo(0.4);
    assertThat(seen.area(0)).isEqualTo((0.15 + 0.3) / 2, EXACT);
    assertThat(seen.relative(0, new Robustness(0, new double[][] {{0.5, 0.7}, {1, 1}})))
        .isEqualTo(0.5, EXACT);
    assertThatThrownBy(() -> new Robustness(0, new double[][] {{1}, {1, 2}}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void repeatsByHand() {
    Repeatability seen =
        Repeatability.of(
            new double[] {1, 2, 0, 4},
            new double[] {1, 2.5, 0, 4},
            new int[] {1, 1, 1, 1},
            new int[] {1, 1, 1, 2});
    assertThat(seen).isEqualTo(new Repeatability(2, 4, 1, 0.5, 0.25));
    assertThat(seen.share()).isEqualTo(0.5);
    assertThat(seen.interval(0.975).lower()).isBetween(0.1, 0.2);
    assertThat(
            Repeatability.of(new double[] {0}, new double[] {1}, new int[1], new int[1])
                .maxRelative())
        .isInfinite();
  }

  @Test
  void driftByHand() {
    double[] reference = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
    assertThat(Drift.of(reference, reference).populationStability()).isEqualTo(0, EXACT);
    assertThat(Drift.of(reference, reference).kolmogorovSmirnov()).isZero();
    double[] moved = Arrays.stream(reference).map(x -> x + 50).toArray();
    Drift drift = Drift.of(reference, moved);
    assertThat(drift.kolmogorovSmirnov()).isEqualTo(0.5, EXACT);
    assertThat(drift.p()).isLessThan(1e-9);
    double perEmpty = (1e-4 - 0.1) * Math.log(1e-4 / 0.1);
    double last = (0.6 - 0.1) * Math.log(6);
    assertThat(drift.populationStability()).isEqualTo(5 * perEmpty + last, within(1e-9));
    assertThat(Drift.stability(new double[] {0.5, 0.5}, new double[] {0.4, 0.6}))
        .isEqualTo(-0.1 * Math.log(0.8) + 0.1 * Math.log(1.2), EXACT);
  }

  private static double psi(double x, double y) {
    return x > y ? 1 : x == y ? 0.5 : 0;
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }
}
