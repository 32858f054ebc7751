package ki.testbed.rules;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import ki.testbed.protocol.ScenarioOptions.Burst;

/** Bursts of 5 s in every 20 s, as the scenario {@code burst} with pattern on-off has them. */
final class Bursts {
  private static final long CYCLE = 20_000_000_000L;
  private static final long ON = 5_000_000_000L;

  private Bursts() {}

  /**
   * The longest time from the end of a burst to the end of the last exchange scheduled in it; a
   * failed one counts until it failed, if it says when. Empty without bursts.
   */
  static OptionalLong longestRecovery(RunView run) {
    Timing timing = run.timing();
    if (run.scenario().asked().burst() != Burst.ON_OFF) {
      return OptionalLong.empty();
    }
    return IntStream.range(0, timing.rows())
        .filter(i -> timing.scheduled(i) >= 0 && timing.end(i) >= 0)
        .mapToLong(i -> Math.max(0, timing.end(i) - endOfBurst(timing.scheduled(i))))
        .max();
  }

  private static long endOfBurst(long scheduled) {
    return scheduled / CYCLE * CYCLE + ON;
  }
}
