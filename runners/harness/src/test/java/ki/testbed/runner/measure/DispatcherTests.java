package ki.testbed.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** With a clock that goes on by one microsecond each time it is read. */
class DispatcherTests {
  private final AtomicLong now = new AtomicLong();
  private final LongSupplier clock = () -> now.addAndGet(1000);
  private final List<Long> releasedAt = new ArrayList<>();
  private final List<Integer> released = new ArrayList<>();

  private Dispatcher.Lateness dispatch(long... offsets) {
    return Dispatcher.withMargin(clock, Long.MAX_VALUE / 2)
        .dispatch(
            offsets,
            5_000,
            count -> {
              released.add(count);
              releasedAt.add(now.get());
            },
            () -> false);
  }

  @Test
  void releasesNothingEarlyAndInOrder() {
    dispatch(10_000, 50_000, 90_000);
    assertThat(released).containsExactly(1, 2, 3);
    assertThat(releasedAt.get(0)).isBetween(15_000L, 19_000L);
    assertThat(releasedAt.get(1)).isBetween(55_000L, 59_000L);
    assertThat(releasedAt.get(2)).isBetween(95_000L, 99_000L);
  }

  @Test
  void releasesTogetherWhatIsDueTogether() {
    dispatch(10_000, 10_000, 10_000, 200_000);
    assertThat(released).containsExactly(3, 4);
  }

  @Test
  void catchesUpAfterAStallAndAdmitsIt() {
    List<Integer> counts = new ArrayList<>();
    Dispatcher.Lateness lateness =
        Dispatcher.withMargin(clock, Long.MAX_VALUE / 2)
            .dispatch(
                new long[] {0, 100_000, 200_000, 300_000},
                0,
                count -> {
                  counts.add(count);
                  now.addAndGet(count == 1 ? 250_000 : 0);
                },
                () -> false);
    assertThat(counts).containsExactly(1, 3, 4);
    assertThat(lateness.maxNs()).isBetween(150_000L, 165_000L);
  }

  @Test
  void stopsWhenAsked() {
    Dispatcher.withMargin(clock, Long.MAX_VALUE / 2)
        .dispatch(new long[] {10_000, 20_000}, 0, released::add, () -> !released.isEmpty());
    assertThat(released).containsExactly(1);
  }

  @Test
  void sleepsWithARealClockAndStillReleasesOnTime() {
    List<Long> at = new ArrayList<>();
    long origin = System.nanoTime();
    Dispatcher dispatcher = Dispatcher.calibrated(System::nanoTime, 2);
    dispatcher.dispatch(
        new long[] {30_000_000, 60_000_000},
        origin,
        _ -> at.add(System.nanoTime() - origin),
        () -> false);
    assertThat(at.get(0)).isGreaterThanOrEqualTo(30_000_000);
    assertThat(at.get(1)).isGreaterThanOrEqualTo(60_000_000);
    assertThat(dispatcher.marginNs()).isBetween(60_000L, 500_000L);
  }

  @Test
  void waitsActivelyForLessWhereThereIsOnlyOneProcessor() {
    assertThat(Dispatcher.calibrated(clock, 1).marginNs()).isEqualTo(20_000);
  }
}
