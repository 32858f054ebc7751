package ki.testbed.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A clock that stands still until it is moved, wall and monotonic alike. */
final class TestClock implements InstantSource, LongSupplier {
  private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private volatile long nanos = 1_000_000_000_000L;

  synchronized void advance(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long getAsLong() {
    return nanos;
  }
}
