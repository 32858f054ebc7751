package ki.testbed.runner;

import java.util.List;
import java.util.Optional;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.arrival.SeedStream;
import ki.testbed.runner.driver.Fault;
import ki.testbed.runner.measure.InFlightRule;
import ki.testbed.runner.measure.LiveFigures;
import ki.testbed.runner.measure.LoadLoop;
import ki.testbed.runner.measure.Traffic;
import ki.testbed.runner.scenario.AnswerIndex;
import ki.testbed.runner.scenario.LoadShape;
import ki.testbed.runner.scenario.PieceLog;
import ki.testbed.runner.scenario.WarmUp;

/** Offers the scenario's load, first to warm the SUT up, then in the window. */
final class Load {
  private static final long AFTER_WINDOW_NS = 30_000_000_000L;
  private static final long WARM_DRAIN_NS = 30_000_000_000L;

  private final ReceivedOrder received;
  private final Instruments instruments;
  private final Cancellation cancellation;
  private final PieceLog pieces;
  private volatile LiveFigures live = new LiveFigures();

  Load(ReceivedOrder received, Instruments instruments, Cancellation cancellation) {
    this.received = received;
    this.instruments = instruments;
    this.cancellation = cancellation;
    this.pieces = new PieceLog(received.mostPieces());
  }

  /** Pieces of streamed answers in the window. */
  PieceLog pieces() {
    return pieces;
  }

  /** Figures of the traffic that runs now. */
  LiveFigures live() {
    return live;
  }

  /** The scenario's own traffic from another seed, until the SUT is steady. */
  void warmUp() {
    long most = received.order().deadlines().warmupNs();
    Seed seed = instruments.seed().derived("warmup");
    Traffic traffic = traffic(Schedule.of(seed, longer(most)), seed, Optional.empty());
    WarmUp warmUp =
        new WarmUp(
            WarmUp.Bounds.of(received.order().grade(), most), received.shape().rate().isPresent());
    start(traffic);
    long began = now();
    for (long piece = began; !warmUp.isOver(now() - began); piece = now()) {
      awaitPiece(warmUp, piece, began + most - now());
      LiveFigures.Recent recent = live.takeRecent();
      warmUp.piece(now() - piece, recent.count(), recent.medianNs());
    }
    traffic.stop();
    if (received.shape().rate().isEmpty()) {
      traffic.drain(WARM_DRAIN_NS, Fault.TOO_SLOW);
    }
  }

  private void awaitPiece(WarmUp warmUp, long from, long patienceNs) {
    cancellation.await(
        () -> warmUp.isPiece(now() - from, live.recentCount()), patienceNs, instruments.clock());
  }

  private ScheduleSpec longer(long windowNs) {
    int dataSet = received.dataSet();
    return switch (received.shape()) {
      case LoadShape.Open open ->
          new LoadShape.Open(open.ratePerSecond(), windowNs, open.rhythm()).schedule(dataSet, 0);
      case LoadShape.Closed _,
          LoadShape.Groups _,
          LoadShape.Levels _,
          LoadShape.Once _,
          LoadShape.First _ ->
          received.shape().schedule(dataSet, received.mostClosed());
    };
  }

  /** The traffic to be measured. */
  Traffic prepare(Schedule schedule, AnswerIndex answers) {
    return traffic(schedule, instruments.seed(), Optional.of(answers));
  }

  private Traffic traffic(Schedule schedule, Seed seed, Optional<AnswerIndex> answers) {
    LiveFigures figures = new LiveFigures();
    LoadLoop.Means means =
        new LoadLoop.Means(
            instruments.driver(),
            instruments.connections(),
            instruments.bodies(),
            seed.stream(SeedStream.IDS),
            figures,
            instruments.clock(),
            received.order().caps().inFlight());
    Traffic traffic = new Traffic(means, schedule, received.shape().rate().isPresent());
    instruments.checking().follow(traffic.recording(), figures, answers, pieces);
    live = figures;
    return traffic;
  }

  void start(Traffic traffic) {
    switch (received.shape()) {
      case LoadShape.Open _ -> traffic.startOpen(instruments.departures());
      case LoadShape.Closed(int width, long windowNs) ->
          traffic.startClosed(InFlightRule.steady(width), windowNs);
      case LoadShape.Groups(int size, long windowNs) ->
          traffic.startClosed(InFlightRule.groups(size), windowNs);
      case LoadShape.Levels(List<Integer> widths, long windowNs) ->
          traffic.startClosed(InFlightRule.levels(widths, windowNs / widths.size()), windowNs);
      case LoadShape.Once(int width, int _) ->
          traffic.startClosed(InFlightRule.steady(width), Long.MAX_VALUE);
      case LoadShape.First _ -> traffic.startClosed(InFlightRule.steady(1), Long.MAX_VALUE);
    }
  }

  /** Waits until the window is over: its time in a loop with a length, its samples otherwise. */
  void awaitWindow(Traffic traffic) {
    long window = received.shape().windowNs();
    switch (received.shape()) {
      case LoadShape.Open _ ->
          cancellation.await(
              () -> traffic.hasRun(window) && traffic.isExhausted(),
              window + AFTER_WINDOW_NS,
              instruments.clock());
      case LoadShape.Closed _, LoadShape.Groups _, LoadShape.Levels _ ->
          cancellation.await(
              () -> traffic.hasRun(window) || traffic.isExhausted(),
              window + AFTER_WINDOW_NS,
              instruments.clock());
      case LoadShape.Once _, LoadShape.First _ ->
          cancellation.await(traffic::isExhausted, Long.MAX_VALUE, instruments.clock());
    }
  }

  private long now() {
    return instruments.clock().getAsLong();
  }
}
