package ki.testbed.runner.bench;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ki.testbed.runner.arrival.Schedule;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.arrival.SeedStream;
import ki.testbed.runner.driver.Bounds;
import ki.testbed.runner.driver.Connections;
import ki.testbed.runner.driver.Fault;
import ki.testbed.runner.driver.OipDriver;
import ki.testbed.runner.driver.OipTask;
import ki.testbed.runner.driver.Samples;
import ki.testbed.runner.driver.Transport;
import ki.testbed.runner.measure.BodySink;
import ki.testbed.runner.measure.Departures;
import ki.testbed.runner.measure.Dispatcher;
import ki.testbed.runner.measure.InFlightRule;
import ki.testbed.runner.measure.LiveFigures;
import ki.testbed.runner.measure.LoadLoop;
import ki.testbed.runner.measure.Recording;
import ki.testbed.runner.measure.Traffic;

/** The runner's own measured path against a port: driver, connections, dispatcher, recording. */
final class RunnerLoad implements AutoCloseable {
  static final Seed SEED =
      Seed.parse("101112131415161718191a1b1c1d1e1f000102030405060708090a0b0c0d0e0f");
  private static final int SAMPLES = 20;
  private static final long PATIENCE_NS = 30_000_000_000L;

  private final Transport transport = Transport.open("exchanges");
  private final Departures departures =
      new Departures(System::nanoTime, Runtime.getRuntime().availableProcessors());
  private final Connections connections;
  private final OipDriver driver;

  RunnerLoad(int port, int most) {
    Bounds bounds = Bounds.of(1 << 20, PATIENCE_NS);
    connections = new Connections(transport, port, most, bounds, System::nanoTime);
    driver = new OipDriver(new OipTask(port, "echo", most, samples(), Optional.of("label")));
  }

  private static Samples samples() {
    return Samples.of(
        IntStream.range(0, SAMPLES)
            .mapToObj(i ->
                "{\"inputs\":[{\"name\":\"t\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"x\"]}]}\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
  }

  static Schedule poisson(String purpose, double perSecond, double seconds) {
    return Schedule.of(
        SEED.derived(purpose), ScheduleSpec.poisson(perSecond, (long) (seconds * 1e9), SAMPLES));
  }

  /** What came of a schedule. */
  record Done(Recording recording, Dispatcher.Lateness lateness) {
    /** Picked up by the event loop minus scheduled; ascending. */
    long[] lags() {
      var rows = recording.all();
      return IntStream.range(0, rows.rows())
          .mapToLong(i -> rows.picked()[i] - rows.scheduled()[i])
          .sorted()
          .toArray();
    }

    /** From the schedule, or from the issue in a closed loop; ascending. */
    long[] latencies() {
      var rows = recording.all();
      return IntStream.range(0, rows.rows())
          .filter(i -> rows.lastByte()[i] >= 0)
          .mapToLong(i ->
              rows.lastByte()[i]
                  - (rows.scheduled()[i] >= 0 ? rows.scheduled()[i] : rows.picked()[i]))
          .sorted()
          .toArray();
    }
  }

  Done open(Schedule schedule, BodySink bodies) {
    Traffic traffic = traffic(schedule, bodies);
    traffic.startOpen(departures);
    return finish(traffic);
  }

  Done closed(int width, int exchanges, double seconds, BodySink bodies) {
    Schedule schedule =
        Schedule.of(SEED.derived("closed"), new ScheduleSpec.Closed(exchanges, SAMPLES));
    Traffic traffic = traffic(schedule, bodies);
    traffic.startClosed(InFlightRule.steady(width), (long) (seconds * 1e9));
    return finish(traffic);
  }

  private Traffic traffic(Schedule schedule, BodySink bodies) {
    LoadLoop.Means means =
        new LoadLoop.Means(
            driver,
            connections,
            bodies,
            SEED.stream(SeedStream.IDS),
            new LiveFigures(),
            System::nanoTime,
            4096);
    return new Traffic(means, schedule, true);
  }

  private static Done finish(Traffic traffic) {
    while (!traffic.isExhausted()) {
      LockSupport.parkNanos(1_000_000);
    }
    traffic.stop();
    traffic.drain(PATIENCE_NS, Fault.TOO_SLOW);
    return new Done(traffic.recording(), traffic.lateness());
  }

  @Override
  public void close() {
    departures.close();
    connections.close();
    transport.close();
  }
}
