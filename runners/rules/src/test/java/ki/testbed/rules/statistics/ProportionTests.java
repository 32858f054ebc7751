package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ProportionTests {
  private static final Offset<Double> SIX_DIGITS = within(5e-7);

  @Test
  void clopperPearson() {
    Interval eight = Proportion.clopperPearson(8, 10, 0.975);
    assertThat(eight.lower()).isEqualTo(0.443905, SIX_DIGITS);
    assertThat(eight.upper()).isEqualTo(0.974789, SIX_DIGITS);
    Interval label = Proportion.clopperPearson(1309, 1361, 0.95);
    assertThat(label.lower()).isEqualTo(0.952102, SIX_DIGITS);
    assertThat(label.upper()).isEqualTo(0.969956, SIX_DIGITS);
  }

  @Test
  void theEndsAreNothingAndOne() {
    assertThat(Proportion.clopperPearson(0, 10, 0.99).lower()).isZero();
    assertThat(Proportion.clopperPearson(10, 10, 0.99).upper()).isEqualTo(1);
    assertThat(Proportion.clopperPearson(0, 10, 0.99).upper())
        .isEqualTo(1 - Math.pow(0.01, 0.1), within(1e-14));
    assertThat(Proportion.wilson(0, 10, 0.99).lower()).isZero();
  }

  @Test
  void wilson() {
    Interval eight = Proportion.wilson(8, 10, 0.975);
    assertThat(eight.lower()).isEqualTo(0.490162, SIX_DIGITS);
    assertThat(eight.upper()).isEqualTo(0.943318, SIX_DIGITS);
  }

  @Test
  void moreThanAllIsNoProportion() {
    assertThatThrownBy(() -> Proportion.clopperPearson(11, 10, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proportion.wilson(0, 0, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
