package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyStoppingTests {
  @ParameterizedTest
  @CsvSource({
    "500000,7,11,14,35",
    "900000,44,64,81,197",
    "950000,90,130,165,398",
    "970000,152,219,277,667",
    "990000,459,662,838,2010",
    "999000,4603,6636,8403,20140",
    "999900,46050,66381,84057,201442"
  })
  void smallestNumberOfExchangesPerPercentile(int ppm, long t0, long t1, long t2, long t10) {
    var test = new EarlyStopping(ppm, 0.99);
    assertThat(
            new long[] {
              test.smallestN(0), test.smallestN(1), test.smallestN(2), test.smallestN(10)
            })
        .containsExactly(t0, t1, t2, t10);
    assertThat(test.shown(t0, 0)).isTrue();
    assertThat(test.shown(t0 - 1, 0)).isFalse();
  }

  @Test
  void largestPassingAndSmallestRefuting() {
    assertThat(new EarlyStopping(990_000, 0.99).largestShown(10_000)).isEqualTo(77);
    assertThat(new EarlyStopping(900_000, 0.99).largestShown(196_083)).isEqualTo(19_299);
    assertThat(new EarlyStopping(990_000, 0.99).smallestRefuting(10_000)).isEqualTo(125);
  }

  @Test
  void tooFewExchangesShowNothing() {
    var test = new EarlyStopping(990_000, 0.99);
    assertThat(test.largestShown(458)).isEqualTo(-1);
    assertThat(test.largestShown(0)).isEqualTo(-1);
    assertThat(test.smallestRefuting(0)).isEqualTo(1);
    assertThat(test.smallestRefuting(1))
        .isEqualTo(1); // one of one over: probability 1 % under the hypothesis
    assertThat(test.refuted(100, 0)).isFalse();
    assertThat(test.shown(100, 100)).isFalse();
  }

  @Test
  void percentileAndConfidenceAreChecked() {
    assertThatThrownBy(() -> new EarlyStopping(1_000_000, 0.99))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EarlyStopping(990_000, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EarlyStopping(990_000, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
