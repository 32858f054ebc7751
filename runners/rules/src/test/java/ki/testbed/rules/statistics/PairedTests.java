package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTests {
  @Test
  void mcNemar() {
    assertThat(McNemar.twoSided(5, 15)).isEqualTo(0.041389, within(5e-7));
    assertThat(McNemar.twoSided(0, 6)).isEqualTo(0.031250, within(1e-12));
    assertThat(McNemar.twoSided(15, 5)).isEqualTo(McNemar.twoSided(5, 15));
    assertThat(McNemar.twoSided(0, 0)).isEqualTo(1);
    assertThat(McNemar.twoSided(3, 3)).isEqualTo(1);
  }

  @Test
  void oneSidedOnlyWorseCounts() {
    assertThat(McNemar.worseAfter(6, 0)).isEqualTo(1.0 / 64, within(1e-12));
    assertThat(McNemar.worseAfter(0, 6)).isEqualTo(1);
    assertThat(McNemar.worseAfter(0, 0)).isEqualTo(1);
  }

  @Test
  void holmKeepsTheOrderAndNeverFalls() {
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(Holm.adjust(new double[] {0.9, 0.8}))
        .containsExactly(new double[] {1, 1}, within(1e-12));
  }
}
