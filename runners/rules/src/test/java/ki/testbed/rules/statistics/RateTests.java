package ki.testbed.rules.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateTests {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void anEvenRateHasNoSpread() {
    long[] ends = LongStream.range(0, 3000).map(i -> i * SECOND / 100).toArray();
    Rate rate = Rate.of(ends, 30 * SECOND, 0.99);
    assertThat(rate).isEqualTo(new Rate(100, new Interval(100, 100)));
  }

  /**
   * 15 slices with 90 and 15 with 110 events per second: s^2 = 30 x 10^2 / 29, t(29; 0.99) =
   * 2.462021.
   */
  @Test
  void theIntervalIsThatOfStudentsT() {
    long[] ends =
        LongStream.range(0, 30)
            .flatMap(s -> LongStream.range(0, s % 2 == 0 ? 90 : 110).map(i -> s * SECOND + i))
            .toArray();
    double half = 2.462021 * Math.sqrt(30.0 * 100 / 29 / 30);
    Rate rate = Rate.of(ends, 30 * SECOND, 0.99);
    assertThat(rate.perSecond()).isEqualTo(100, within(1e-9));
    assertThat(rate.interval().lower()).isEqualTo(100 - half, within(1e-5));
    assertThat(rate.interval().upper()).isEqualTo(100 + half, within(1e-5));
  }

  @Test
  void eventsOutsideTheWindowDoNotCount() {
    assertThat(Rate.of(new long[] {-1, 0, SECOND - 1, SECOND}, SECOND, 0.9).perSecond())
        .isEqualTo(2);
    assertThat(Rate.of(new long[] {0}, SECOND, 0.99).interval().lower()).isZero();
  }
}
