package ki.testbed.rules.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Decimal;
import ki.testbed.rules.Measurement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A replay is within tolerance, undecided or away. */
class ReplayTests {
  @ParameterizedTest
  @CsvSource({
    "100, 102, 0, REPRODUCED", // exactly 2 %
    "100, 102.0001, 0, INCONCLUSIVE", // intervals of +-3 overlap
    "100, 106, 0, INCONCLUSIVE", // they touch
    "100, 106.1, 0, DEVIATES",
    "100, 93.9, 0, DEVIATES",
    "100, 107, 7, REPRODUCED", // the absolute tolerance is larger
    "Infinity, Infinity, 0, REPRODUCED",
    "100, Infinity, 0, DEVIATES"
  })
  void aValueIsComparedWithTheOldOne(
      String old, String again, String absolute, Replay.Outcome outcome) {
    var tolerance = new Replay.Tolerance(Decimal.parse(absolute), Decimal.parse("0.02"));
    assertThat(Replay.of(measured("m@1", old), measured("m@1", again), tolerance))
        .isEqualTo(outcome);
  }

  @Test
  void onlyTheSameMetricIsCompared() {
    assertThatThrownBy(
            () -> Replay.of(measured("a@1", "1"), measured("a@2", "1"), Replay.Tolerance.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answersOfWhatIsDeterministicMustBeTheSame() {
    Sha256 hash = Sha256.of(new byte[] {1});
    assertThat(Replay.ofAnswers(hash, hash)).isEqualTo(Replay.Outcome.REPRODUCED);
    assertThat(Replay.ofAnswers(hash, Sha256.of(new byte[] {2})))
        .isEqualTo(Replay.Outcome.DEVIATES);
  }

  private static Measurement measured(String metric, String value) {
    Decimal v = Decimal.parse(value);
    return new Measurement(
        metric,
        v,
        "ms",
        100,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.of(
            v.finite().map(one -> Decimal.of(one.subtract(BigDecimal.valueOf(3)))).orElse(v)),
        Optional.of(v.finite().map(one -> Decimal.of(one.add(BigDecimal.valueOf(3)))).orElse(v)),
        Optional.empty(),
        "x/1",
        Optional.empty());
  }
}
