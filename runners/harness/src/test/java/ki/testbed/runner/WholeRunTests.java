package ki.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Outcome;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.driver.LoopbackSut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs from order to last event against SUTs on loopback. */
class WholeRunTests {

  @Test
  void accuracyAsksEachSampleOnceAndScoresTheAnswers() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      Said said = InProcess.run(Orders.order(Orders.accuracy(), sut.port(), 300), 300);
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      assertThat(said.findings()).isEmpty();
      Exchanges rows = said.exchanges();
      assertThat(rows.sample()).hasSize(300).doesNotHaveDuplicates();
      assertThat(said.scores().stream().mapToInt(s -> s.rows()).sum()).isEqualTo(300);
      assertThat(said.scores().stream().mapToInt(s -> s.correctCount()).sum()).isEqualTo(270);
      List<String> labels = said.answers().stream().flatMap(a -> a.labels().stream()).toList();
      assertThat(IntStream.range(0, 300))
          .allMatch(i -> labels.get(rows.answer()[i]).equals("T" + rows.sample()[i]));
    }
  }

  @Test
  void inAccuracyAFailedExchangeIsAWrongAnswer() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            boolean fails = asked.incrementAndGet() > 60 && asked.get() % 2 == 0;
            return LoopbackSut.json(fails ? 500 : 200, LoopbackSut.answerTo(request))
                .answer(request, out);
          });
      Said said = InProcess.run(Orders.order(Orders.accuracy(), sut.port(), 100), 100);
      Exchanges rows = said.exchanges();
      long failed =
          IntStream.range(0, 100).filter(i -> rows.outcomeOf(i) == Outcome.HTTP_5XX).count();
      assertThat(failed).isBetween(15L, 40L);
      assertThat(said.scores().stream().mapToInt(s -> s.rows()).sum()).isEqualTo(100);
      assertThat(said.scores().stream().mapToInt(s -> s.correctCount()).sum())
          .isLessThanOrEqualTo((int) (100 - failed));
    }
  }

  @Test
  void robustnessAsksEveryFormOnceAndScoresItByItsSample() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      Said said =
          InProcess.run(Orders.order(Orders.closed(ScenarioKind.ROBUSTNESS), sut.port(), 50), 50);
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      assertThat(said.exchanges().sample()).hasSize(300).doesNotHaveDuplicates();
      List<Integer> right = new ArrayList<>();
      said.scores()
          .forEach(s ->
              IntStream.range(0, s.rows())
                  .filter(i -> s.correct()[i])
                  .forEach(i -> right.add(s.sample()[i])));
      assertThat(right).filteredOn(sample -> sample < 50).hasSize(45);
      assertThat(right).filteredOn(sample -> sample >= 50).hasSizeBetween(60, 224);
    }
  }

  @Test
  void determinismAsksThreeTimesInThreeOrders() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            boolean moody = request.text().equals("t7") && asked.incrementAndGet() % 2 == 0;
            String answer = LoopbackSut.answerTo(request);
            return LoopbackSut.json(200, moody ? answer.replace("T7", "T8") : answer)
                .answer(request, out);
          });
      Order order = Orders.order(Orders.closed(ScenarioKind.DETERMINISM), sut.port(), 50);
      Exchanges rows = InProcess.run(order, 50).exchanges();
      assertThat(rows.sample()).hasSize(150);
      assertThat(Arrays.copyOf(rows.sample(), 50)).doesNotHaveDuplicates();
      assertThat(Arrays.copyOf(rows.sample(), 50))
          .isNotEqualTo(Arrays.copyOfRange(rows.sample(), 50, 100));
      List<Integer> unequal =
          IntStream.range(0, 50)
              .filter(s ->
                  IntStream.range(0, 150)
                          .filter(i -> rows.sample()[i] == s)
                          .map(i -> rows.answer()[i])
                          .distinct()
                          .count()
                      > 1)
              .boxed()
              .toList();
      assertThat(unequal).containsExactly(7);
    }
  }

  @Test
  void serverFollowsItsScheduleFromTheFirstEventToTheLast() throws Exception {
    try (LoopbackSut sut = new LoopbackSut();
        RunnerProcess runner =
            RunnerProcess.start(
                Orders.bytes(
                    Orders.order(Orders.server(200, 2 * Orders.SECOND), sut.port(), 50), 50))) {
      Said said = runner.end();
      assertThat(said.exit()).isZero();
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      assertThat(phases(said))
          .startsWith(
              Phase.READY,
              Phase.CONFORMANCE,
              Phase.CALIBRATION_A,
              Phase.WARMUP,
              Phase.WINDOW,
              Phase.DRAIN,
              Phase.CALIBRATION_B);
      Exchanges rows = said.exchanges();
      Schedule expected =
          Schedule.of(Seed.parse(Orders.SEED), ScheduleSpec.poisson(200, 2 * Orders.SECOND, 50));
      Event.ScheduleFixed announced = said.the(Event.ScheduleFixed.class);
      assertThat(announced.sha256()).isEqualTo(expected.sha256());
      assertThat(announced.commit()).isEqualTo(SeedCommit.of(Orders.RUN, 1, Orders.SEED));
      assertThat(rows.scheduled()).isEqualTo(expected.offsets());
      assertThat(rows.sample()).isEqualTo(expected.samples());
      assertThat(IntStream.range(0, rows.rows()).mapToObj(rows::outcomeOf))
          .containsOnly(Outcome.OK);
      assertThat(IntStream.range(0, rows.rows()))
          .allMatch(i -> rows.picked()[i] >= rows.scheduled()[i]);
      assertThat(said.all(Event.Calibration.class))
          .hasSize(2)
          .allMatch(c -> c.p50Ns() > 0 && c.exchanges() > 1000);
      observed(said.observations(), rows);
      everyHeartbeatIsThere(said.events());
    }
  }

  private static void observed(Observations seen, Exchanges rows) {
    assertThat(seen.bytesWritten())
        .isEqualTo(seen.bytesPlanned())
        .isEqualTo(Arrays.stream(rows.bytesOut()).asLongStream().sum());
    assertThat(seen.bodies()).isEqualTo(rows.rows());
    assertThat(seen.bodiesUnchecked()).isZero();
    assertThat(seen.spanNs()).isBetween(2 * Orders.SECOND, 6 * Orders.SECOND);
    assertThat(seen.cpuNs()).isPositive();
    assertThat(seen.clockRatio()).isBetween(0.99, 1.01);
    assertThat(seen.timerSlackNs()).isEqualTo(1);
    assertThat(seen.stealShare()).isNotNull();
  }

  private static void everyHeartbeatIsThere(List<Envelope> events) {
    long[] progress =
        events.stream()
            .filter(e -> e.event() instanceof Event.Progress)
            .mapToLong(Envelope::mono)
            .toArray();
    assertThat(progress.length).isGreaterThan(2);
    assertThat(IntStream.range(1, progress.length))
        .allMatch(i -> progress[i] - progress[i - 1] > Orders.SECOND / 2);
    assertThat(IntStream.range(1, events.size()))
        .allMatch(i -> events.get(i).mono() - events.get(i - 1).mono() < 10 * Orders.SECOND);
  }

  private static List<Phase> phases(Said said) {
    return said.all(Event.PhaseChange.class).stream()
        .filter(p -> p.state() == Event.Edge.BEGIN)
        .map(Event.PhaseChange::phase)
        .toList();
  }

  @Test
  void singleHasOneExchangeInFlightAndEndsWithItsWindow() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      Said said = InProcess.run(Orders.order(Orders.single(Orders.SECOND), sut.port(), 20), 20);
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      Exchanges rows = said.exchanges();
      assertThat(rows.rows()).isGreaterThan(100);
      assertThat(rows.scheduled()).containsOnly(-1);
      assertThat(IntStream.range(1, rows.rows()))
          .allMatch(i -> rows.picked()[i] >= rows.lastByte()[i - 1]);
      assertThat(rows.picked()[rows.rows() - 1]).isLessThan(Orders.SECOND);
    }
  }

  @Test
  void groupsStartTogetherAndTheNextOnlyWhenAllHaveEnded() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      Scenario multi =
          new Scenario(
              "m", ScenarioKind.MULTI, null, Orders.SECOND / 2, ScenarioOptions.ofGroup(4));
      Exchanges rows = InProcess.run(hasty(multi, sut.port()), 20).exchanges();
      assertThat(rows.rows()).isGreaterThan(40).satisfies(n -> assertThat(n % 4).isZero());
      for (int i = 4; i < rows.rows(); i++) {
        int group = i / 4 * 4;
        assertThat(rows.picked()[i])
            .isGreaterThanOrEqualTo(
                Arrays.stream(rows.lastByte(), group - 4, group).max().orElseThrow());
      }
    }
  }

  @Test
  void eachLevelKeepsItsNumberInFlight() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      ScenarioOptions options = ScenarioOptions.ofLevels(List.of(1, 4));
      Scenario levels = new Scenario("c", ScenarioKind.CONCURRENCY, null, Orders.SECOND, options);
      Exchanges rows = InProcess.run(hasty(levels, sut.port()), 20).exchanges();
      assertThat(mostInFlight(rows, 0, Orders.SECOND / 2)).isEqualTo(1);
      assertThat(mostInFlight(rows, Orders.SECOND / 2, Orders.SECOND)).isEqualTo(4);
    }
  }

  /** Most exchanges in flight when one begins in this part of the window, itself counted. */
  private static long mostInFlight(Exchanges rows, long from, long to) {
    return IntStream.range(0, rows.rows())
        .filter(i -> rows.picked()[i] >= from && rows.picked()[i] < to)
        .mapToLong(i ->
            IntStream.rangeClosed(0, i).filter(j -> rows.lastByte()[j] > rows.picked()[i]).count())
        .max()
        .orElseThrow();
  }

  /** With a warm-up as short as it can be. */
  private static Order hasty(Scenario scenario, int port) {
    Order order = Orders.order(scenario, port, 20);
    return with(
        order,
        order.caps(),
        new Order.Deadlines(
            5 * Orders.SECOND, 2 * Orders.SECOND, Orders.SECOND / 2, Orders.SECOND));
  }

  @Test
  void aPortThatNeverOpensIsNamedSo() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(InProcess.run(impatient(port), 5).the(Event.Finished.class).reason())
        .isEqualTo("PORT_NEVER_OPENED");
  }

  @Test
  void aSutThatNeverGetsReadyIsToldFromOneThatNeverLives() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on("/v2/health/ready", LoopbackSut.json(503, ""));
      Said unready = InProcess.run(impatient(sut.port()), 5);
      assertThat(unready.the(Event.Finished.class).reason()).isEqualTo("NOT_READY");
      assertThat(unready.findings()).containsExactly("C202");
      sut.on("/v2/health/live", (_, _) -> true);
      Said silent = InProcess.run(impatient(sut.port()), 5);
      assertThat(silent.the(Event.Finished.class).reason()).isEqualTo("NOT_READY");
      assertThat(silent.findings()).containsExactly("C201");
    }
  }

  private static Order impatient(int port) {
    Order order = Orders.order(Orders.server(10, Orders.SECOND), port, 5);
    return with(
        order,
        order.caps(),
        new Order.Deadlines(300_000_000, Orders.SECOND, Orders.SECOND, Orders.SECOND));
  }

  private static Order with(Order order, Order.Caps caps, Order.Deadlines deadlines) {
    return new Order(
        order.v(),
        order.run(),
        order.attempt(),
        order.grade(),
        order.scenario(),
        order.target(),
        order.limits(),
        order.seed(),
        caps,
        deadlines,
        order.cpu(),
        order.scoring(),
        order.blobs());
  }

  @Test
  void aBrokenContractEndsTheRunBeforeAnythingIsMeasured() throws Exception {
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on("infer", LoopbackSut.json(500, "{}"));
      Said said = InProcess.run(Orders.order(Orders.server(10, Orders.SECOND), sut.port(), 5), 5);
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.FAILED);
      assertThat(said.the(Event.Finished.class).reason()).isEqualTo("CONFORMANCE_FAILED");
      assertThat(said.findings()).contains("C206");
      assertThat(said.all(Event.ScheduleFixed.class)).isEmpty();
    }
  }

  @Test
  void aSutThatDiesInTheWindowLeavesMarkedExchanges() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            if (asked.incrementAndGet() > 150) {
              sut.close();
              return false;
            }
            return LoopbackSut.json(200, LoopbackSut.answerTo(request)).answer(request, out);
          });
      Said said = InProcess.run(Orders.order(Orders.accuracy(), sut.port(), 300), 300);
      Exchanges rows = said.exchanges();
      assertThat(said.the(Event.Finished.class).outcome()).isEqualTo(Event.End.DONE);
      assertThat(rows.rows()).isEqualTo(300);
      assertThat(IntStream.range(0, 300).mapToObj(rows::outcomeOf))
          .contains(Outcome.OK, Outcome.RESET, Outcome.CONNECT);
    }
  }

  @Test
  void bytesWithoutARequestInTheWindowAreAFinding() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            String extra = asked.incrementAndGet() > 60 ? "HTTP/1.1 200 OK\r\n\r\n" : "";
            return LoopbackSut.raw(LoopbackSut.http(200, LoopbackSut.answerTo(request)) + extra)
                .answer(request, out);
          });
      Said said = InProcess.run(Orders.order(Orders.accuracy(), sut.port(), 100), 100);
      assertThat(said.all(Event.Noticed.class))
          .extracting(Event.Noticed::code)
          .containsExactly("C228");
      assertThat(said.observations().unsolicited()).isPositive();
    }
  }

  @Test
  void anOpenNetworkEndsTheRunAtOnce(@TempDir Path proc) throws Exception {
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(proc.resolve("net/dev"), "Inter-|\n face |\n    lo: 1\n  eth0: 2\n");
    try (LoopbackSut sut = new LoopbackSut()) {
      Said said =
          InProcess.sealed(Orders.order(Orders.server(10, Orders.SECOND), sut.port(), 5), 5, proc);
      assertThat(said.the(Event.Finished.class).reason()).isEqualTo("NETWORK_NOT_SEALED");
      assertThat(said.the(Event.Hello.class).netInterfaces()).containsExactly("eth0", "lo");
      assertThat(sut.connections()).isZero();
    }
  }

  @Test
  void theCapOnStdoutIsNeverExceeded() throws Exception {
    Random random = new Random(7);
    try (LoopbackSut sut = new LoopbackSut()) {
      sut.on(
          "infer",
          (request, out) -> {
            String label = new BigInteger(240, random).toString(16);
            return LoopbackSut.json(
                    200, LoopbackSut.answerTo(request).replace("[\"T", "[\"" + label))
                .answer(request, out);
          });
      Order order = Orders.order(Orders.accuracy(), sut.port(), 540);
      Order capped = with(order, new Order.Caps(65_536, 1 << 20, 4096), order.deadlines());
      Said said = InProcess.run(capped, 540);
      assertThat(said.the(Event.Finished.class).reason()).isEqualTo("EVENTS_INCOMPLETE");
      assertThat(said.the(Event.Finished.class).bytes()).isLessThan(65_536);
      assertThat(said.all(Event.ResultComplete.class)).isEmpty();
    }
  }
}
