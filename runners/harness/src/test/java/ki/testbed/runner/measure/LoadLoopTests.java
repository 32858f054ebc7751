package ki.testbed.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.arrival.SeedStream;
import ki.testbed.runner.driver.Bench;
import ki.testbed.runner.driver.Fault;
import ki.testbed.runner.driver.LoopbackSut;
import org.junit.jupiter.api.Test;

class LoadLoopTests {
  private static final Seed SEED = Seed.parse("0".repeat(64));
  private static final long MS = 1_000_000;

  @Test
  void arrivalsWaitForAFreeConnectionAndTheWaitIsLatency() throws Exception {
    try (LoopbackSut sut = delayed(40);
        Bench bench = new Bench(sut.port(), 1);
        Departures departures = new Departures(System::nanoTime, 2)) {
      Traffic traffic = new Traffic(means(bench, 4096), all(5, 10 * MS), true);
      traffic.startOpen(departures);
      Exchanges rows = finish(traffic);
      assertThat(outcomes(rows)).containsOnly(Outcome.OK);
      assertThat(rows.connection()).containsOnly(1);
      assertThat(IntStream.range(0, 5))
          .allMatch(i -> Recording.latency(rows, i) >= (i + 1) * 40 * MS);
      assertThat(IntStream.range(0, 5))
          .allMatch(i -> rows.picked()[i] - rows.scheduled()[i] < 35 * MS);
    }
  }

  @Test
  void delayedAnswersAreMeasuredAsDelayed() throws Exception {
    try (LoopbackSut sut = delayed(30);
        Bench bench = new Bench(sut.port(), 8);
        Departures departures = new Departures(System::nanoTime, 2)) {
      long[] offsets = IntStream.range(0, 40).mapToLong(i -> i * 10 * MS).toArray();
      Traffic traffic = new Traffic(means(bench, 4096), schedule(offsets), true);
      traffic.startOpen(departures);
      Exchanges rows = finish(traffic);
      long[] latencies =
          IntStream.range(0, 40).mapToLong(i -> Recording.latency(rows, i)).sorted().toArray();
      assertThat(latencies[0]).isGreaterThanOrEqualTo(30 * MS);
      assertThat(latencies[20]).isLessThan(60 * MS);
      assertThat(rows.scheduled()).isEqualTo(offsets);
      assertThat(IntStream.range(0, 40)).allMatch(i -> stampsRise(rows, i));
    }
  }

  private static boolean stampsRise(Exchanges rows, int i) {
    return rows.scheduled()[i] <= rows.picked()[i]
        && rows.picked()[i] <= rows.firstWrite()[i]
        && rows.firstWrite()[i] <= rows.lastWrite()[i]
        && rows.lastWrite()[i] <= rows.firstByte()[i]
        && rows.firstByte()[i] <= rows.lastByte()[i];
  }

  @Test
  void arrivalsBeyondTheCapAreDroppedAndNothingElse() throws Exception {
    try (LoopbackSut sut = delayed(100);
        Bench bench = new Bench(sut.port(), 1);
        Departures departures = new Departures(System::nanoTime, 2)) {
      Traffic traffic = new Traffic(means(bench, 3), all(8, MS), true);
      traffic.startOpen(departures);
      Exchanges rows = finish(traffic);
      assertThat(outcomes(rows)).containsExactly(ok(3, 5));
      assertThat(sut.inferences()).isEqualTo(3);
    }
  }

  private static Outcome[] ok(int count, int dropped) {
    return IntStream.range(0, count + dropped)
        .mapToObj(i -> i < count ? Outcome.OK : Outcome.DROPPED)
        .toArray(Outcome[]::new);
  }

  @Test
  void whatIsInFlightWhenThePatienceEndsTimesOutAndWhatWaitsWasNeverSent() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        Bench bench = new Bench(sut.port(), 1);
        Departures departures = new Departures(System::nanoTime, 2)) {
      sut.on("infer", (_, _) -> true);
      Traffic traffic = new Traffic(means(bench, 4096), all(3, MS), true);
      traffic.startOpen(departures);
      traffic.lateness();
      traffic.drain(100 * MS, Fault.TOO_SLOW);
      assertThat(outcomes(traffic.recording().all()))
          .containsExactly(Outcome.TIMEOUT, Outcome.DROPPED, Outcome.DROPPED);
    }
  }

  @Test
  void aClosedLoopKeepsItsWidthAndAsksEachSampleInTurn() throws Exception {
    try (LoopbackSut sut = delayed(5);
        Bench bench = new Bench(sut.port(), 4)) {
      Traffic traffic = new Traffic(means(bench, 4096), all(Bench.SAMPLES, 0), false);
      traffic.startClosed(InFlightRule.steady(4), Long.MAX_VALUE);
      Exchanges rows = finish(traffic);
      assertThat(rows.rows()).isEqualTo(Bench.SAMPLES);
      assertThat(outcomes(rows)).containsOnly(Outcome.OK);
      assertThat(rows.scheduled()).containsOnly(-1);
      assertThat(Arrays.stream(rows.connection()).distinct().count()).isEqualTo(4);
    }
  }

  @Test
  void aClosedLoopStartsNothingAfterItsWindow() throws Exception {
    try (LoopbackSut sut = delayed(20);
        Bench bench = new Bench(sut.port(), 1)) {
      Traffic traffic = new Traffic(means(bench, 4096), all(1000, 0), false);
      traffic.startClosed(InFlightRule.steady(1), 100 * MS);
      Exchanges rows = finish(traffic);
      assertThat(rows.rows()).isBetween(1, 6);
      assertThat(Arrays.stream(rows.picked())).allMatch(picked -> picked < 100 * MS);
    }
  }

  @Test
  void aFailedExchangeIsNeverRepeated() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        Bench bench = new Bench(sut.port(), 2)) {
      sut.on("infer", (_, _) -> false);
      Traffic traffic = new Traffic(means(bench, 4096), all(10, 0), false);
      traffic.startClosed(InFlightRule.steady(1), Long.MAX_VALUE);
      assertThat(outcomes(finish(traffic))).hasSize(10).containsOnly(Outcome.RESET);
      assertThat(sut.inferences()).isEqualTo(10);
    }
  }

  @Test
  void aClosedLoopDoesNotHammerASutThatIsGone() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        Bench bench = new Bench(sut.port(), 1)) {
      sut.close();
      Traffic traffic = new Traffic(means(bench, 4096), all(100_000, 0), false);
      traffic.startClosed(InFlightRule.steady(1), 200 * MS);
      Exchanges rows = finish(traffic);
      assertThat(outcomes(rows)).containsOnly(Outcome.CONNECT);
      assertThat(rows.rows()).isLessThan(25);
    }
  }

  private static LoopbackSut delayed(int ms) throws Exception {
    return new LoopbackSut()
        .on(
            "infer",
            (request, out) -> {
              Thread.sleep(ms);
              return LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out);
            });
  }

  private static LoadLoop.Means means(Bench bench, int cap) {
    return new LoadLoop.Means(
        bench.driver,
        bench.connections,
        BodySink.NOTHING,
        SEED.stream(SeedStream.IDS),
        new LiveFigures(),
        System::nanoTime,
        cap);
  }

  private static Schedule all(int arrivals, long offset) {
    long[] offsets = new long[arrivals];
    Arrays.fill(offsets, offset);
    return schedule(offsets);
  }

  private static Schedule schedule(long[] offsets) {
    return new Schedule(
        offsets, IntStream.range(0, offsets.length).map(i -> i % Bench.SAMPLES).toArray());
  }

  private static Exchanges finish(Traffic traffic) {
    long until = System.nanoTime() + 5_000 * MS;
    while (!traffic.isExhausted() && System.nanoTime() < until) {
      LockSupport.parkNanos(MS);
    }
    traffic.drain(5_000 * MS, Fault.TOO_SLOW);
    return traffic.recording().all();
  }

  private static Outcome[] outcomes(Exchanges rows) {
    return IntStream.range(0, rows.rows()).mapToObj(rows::outcomeOf).toArray(Outcome[]::new);
  }
}
