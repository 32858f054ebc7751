package ki.testbed.sandbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, never for a time. */
public final class Eventually {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private Eventually() {}

  /** Looks until what is seen satisfies the condition, at most a minute. */
  public static <T> T seen(Supplier<T> look, Predicate<T> condition) {
    return seen(Duration.ofMinutes(1), look, condition);
  }

  /** The same with a limit of its own. */
  public static <T> T seen(Duration limit, Supplier<T> look, Predicate<T> condition) {
    long end = System.nanoTime() + limit.toNanos();
    T seen = look.get();
    while (!condition.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit + ", last seen: " + seen);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      seen = look.get();
    }
    return seen;
  }
}
