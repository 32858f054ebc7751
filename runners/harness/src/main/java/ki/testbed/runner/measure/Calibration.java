package ki.testbed.runner.measure;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Outcome;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.arrival.SeedStream;
import ki.testbed.runner.driver.Bounds;
import ki.testbed.runner.driver.Connections;
import ki.testbed.runner.driver.Driver;
import ki.testbed.runner.driver.Fault;
import ki.testbed.runner.driver.Transport;

/**
 * The runner against its own null server, on the very path that measures the SUT: driver, parser,
 * event loop, dispatcher.
 */
public final class Calibration {
  private static final long PATIENCE_NS = 5_000_000_000L;
  private static final double ABOVE_RATE = 1.25;

  /**
   * What is needed for it.
   *
   * @param answerBytes body of the golden answer
   */
  public record Means(
      Transport transport,
      Departures departures,
      Driver driver,
      Seed seed,
      int dataSet,
      int answerBytes,
      LongSupplier clock) {}

  /**
   * How much of it.
   *
   * @param closedExchanges as fast as possible, which also makes the runner's code hot
   * @param latencyNs length of the part whose latencies count
   * @param ratePerSecond the tested rate; absent where the scenario is a closed loop
   */
  public record Extent(
      int closedExchanges, long latencyNs, int connections, Optional<Double> ratePerSecond) {}

  /**
   * What came out.
   *
   * @param foreign connections by somebody else
   */
  public record Figures(
      long p50Ns, long p99Ns, double attainablePerSecond, long exchanges, int foreign) {}

  private final Means means;
  private final Extent extent;
  private final BooleanSupplier cancelled;

  /** A calibration. */
  public Calibration(Means means, Extent extent, BooleanSupplier cancelled) {
    this.means = means;
    this.extent = extent;
    this.cancelled = cancelled;
  }

  /** Conducts it. */
  public Figures conduct() {
    Bounds bounds = Bounds.of(Math.max(1, means.answerBytes()), PATIENCE_NS);
    try (NullServer server = new NullServer(means.answerBytes());
        Connections connections =
            new Connections(
                means.transport(),
                server.port(),
                extent.connections(),
                bounds,
                means.clock(),
                Optional.of(server::announce))) {
      connect(server, connections);
      LoadLoop.Means load =
          new LoadLoop.Means(
              means.driver(),
              connections,
              BodySink.NOTHING,
              means.seed().stream(SeedStream.IDS),
              new LiveFigures(),
              means.clock(),
              4096);
      Exchanges fast =
          closed(load, extent.connections(), extent.closedExchanges(), PATIENCE_NS * 4);
      Exchanges timed =
          extent.ratePerSecond().map(rate -> open(load, rate)).orElseGet(() -> single(load));
      return figures(fast, timed, server.foreignCount());
    }
  }

  private void connect(NullServer server, Connections connections) {
    connections.loop().execute(() -> connections.openAhead(extent.connections()));
    long until = means.clock().getAsLong() + PATIENCE_NS;
    while (server.acceptedCount() < extent.connections() && means.clock().getAsLong() < until) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
    }
    server.seal();
    if (server.acceptedCount() < extent.connections()) {
      throw new IllegalStateException("the null server did not see all of our connections");
    }
  }

  private Exchanges open(LoadLoop.Means load, double rate) {
    ScheduleSpec spec =
        ScheduleSpec.poisson(rate * ABOVE_RATE, extent.latencyNs(), means.dataSet());
    Traffic traffic = new Traffic(load, Schedule.of(means.seed(), spec), true);
    traffic.startOpen(means.departures());
    return finish(traffic, extent.latencyNs() + PATIENCE_NS);
  }

  private Exchanges single(LoadLoop.Means load) {
    return closed(load, 1, extent.closedExchanges() * 4, extent.latencyNs());
  }

  private Exchanges closed(LoadLoop.Means load, int width, int exchanges, long windowNs) {
    Traffic traffic =
        new Traffic(
            load,
            Schedule.of(means.seed(), new ScheduleSpec.Closed(exchanges, means.dataSet())),
            true);
    traffic.startClosed(InFlightRule.steady(width), windowNs);
    return finish(traffic, windowNs);
  }

  private Exchanges finish(Traffic traffic, long patienceNs) {
    long until = means.clock().getAsLong() + patienceNs;
    while (!traffic.isExhausted()
        && !cancelled.getAsBoolean()
        && means.clock().getAsLong() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    traffic.stop();
    traffic.drain(PATIENCE_NS, Fault.TOO_SLOW);
    traffic.lateness();
    return traffic.recording().all();
  }

  private static Figures figures(Exchanges fast, Exchanges timed, int foreign) {
    long[] latencies = new long[timed.rows()];
    for (int i = 0; i < latencies.length; i++) {
      latencies[i] =
          timed.outcomeOf(i) == Outcome.OK ? Recording.latency(timed, i) : Long.MAX_VALUE;
    }
    Arrays.sort(latencies);
    return new Figures(
        quantile(latencies, 0.50),
        quantile(latencies, 0.99),
        rate(fast),
        (long) fast.rows() + timed.rows(),
        foreign);
  }

  /** The value at rank ceil(np), method quantile/1. */
  private static long quantile(long[] ascending, double p) {
    return ascending.length == 0
        ? 0
        : ascending[Math.max(0, (int) Math.ceil(ascending.length * p) - 1)];
  }

  /** Over the later half, as the first exchanges run in an interpreter. */
  private static double rate(Exchanges fast) {
    int half = fast.rows() / 2;
    long from = Long.MAX_VALUE;
    long to = 0;
    for (int i = half; i < fast.rows(); i++) {
      from = Math.min(from, fast.picked()[i]);
      to = Math.max(to, fast.lastByte()[i]);
    }
    return to > from ? (fast.rows() - half) * 1e9 / (to - from) : 0;
  }
}
