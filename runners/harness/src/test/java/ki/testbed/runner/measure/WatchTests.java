package ki.testbed.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import ki.testbed.runner.driver.Marks;
import org.junit.jupiter.api.Test;

class WatchTests {

  @Test
  void readsTheMachinesProcessorTime() {
    CpuTicks ticks = CpuTicks.parse("cpu  100 0 50 800 20 5 5 20 7 0");
    assertThat(ticks.total()).isEqualTo(1000);
    assertThat(ticks.stealShare()).isEqualTo(0.02);
    assertThat(ticks.busyShare()).isEqualTo(0.18);
    assertThat(CpuTicks.parse("intr 1 2 3").isKnown()).isFalse();
    assertThat(CpuTicks.parse("cpu 1 2 3").isKnown()).isFalse();
  }

  @Test
  void seesAStepOfTheWallClock() {
    AtomicLong offset = new AtomicLong();
    InstantSource wall =
        () -> Instant.ofEpochSecond(1_700_000_000L).plusNanos(System.nanoTime() + offset.get());
    HostWatch watch = new HostWatch(System::nanoTime, wall, GcPauses.listening());
    watch.start();
    LockSupport.parkNanos(100_000_000);
    offset.set(2_000_000_000L);
    LockSupport.parkNanos(100_000_000);
    HostWatch.Seen seen = watch.stop();
    assertThat(seen.jitter().clockStepNs()).isBetween(1_990_000_000L, 2_010_000_000L);
    assertThat(seen.wallNs() - seen.spanNs()).isBetween(1_900_000_000L, 2_100_000_000L);
  }

  @Test
  void seesPausesOfTheCollector() {
    GcPauses pauses = GcPauses.listening();
    System.gc();
    long until = System.nanoTime() + 5_000_000_000L;
    while (pauses.figures().count() == 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(5_000_000);
    }
    assertThat(pauses.figures().count()).isPositive();
    pauses.reset();
    assertThat(pauses.figures().count()).isZero();
  }

  @Test
  void bodiesBeyondTheRingAreRefusedAndCounted() {
    BodyRing ring = new BodyRing(100);
    Recording recording = new Recording(10, false);
    assertThat(ring.offer(recording, 0, 1, 2, new byte[60], Marks.NONE)).isTrue();
    assertThat(ring.offer(recording, 1, 1, 2, new byte[60], Marks.NONE)).isFalse();
    StringBuilder seen = new StringBuilder();
    ring.drainTo((_, row, high, low, body, _) ->
        seen.append(row).append(high).append(low).append(body.length));
    assertThat(seen.toString()).isEqualTo("01260");
    assertThat(ring.offer(recording, 2, 1, 2, new byte[60], Marks.NONE)).isTrue();
    assertThat(ring.isDrained()).isFalse();
    assertThat(ring.count()).isEqualTo(3);
    assertThat(ring.refusedCount()).isEqualTo(1);
  }

  @Test
  void liveFiguresCountWhatTurnedOutBad() {
    LiveFigures live = new LiveFigures();
    live.sent();
    live.sent();
    live.landed(1_000_000);
    live.landedBadly();
    live.turnedOutBad();
    LiveFigures.Look look = live.look();
    assertThat(look.sent()).isEqualTo(2);
    assertThat(look.ok()).isZero();
    assertThat(look.failed()).isEqualTo(2);
    assertThat(look.inFlight()).isZero();
    assertThat(live.takeRecent().count()).isEqualTo(1);
    assertThat(live.takeRecent().count()).isZero();
  }
}
