package ki.testbed.runner;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import ki.testbed.protocol.Order;
import ki.testbed.runner.arrival.Seed;
import ki.testbed.runner.driver.Bounds;
import ki.testbed.runner.driver.Caller;
import ki.testbed.runner.driver.ChatDriver;
import ki.testbed.runner.driver.Connections;
import ki.testbed.runner.driver.Driver;
import ki.testbed.runner.driver.OipDriver;
import ki.testbed.runner.driver.OipTask;
import ki.testbed.runner.driver.Transport;
import ki.testbed.runner.measure.BodyRing;
import ki.testbed.runner.measure.Departures;
import ki.testbed.runner.scenario.Checking;

/** Everything one run measures with. */
record Instruments(
    LongSupplier clock,
    InstantSource wall,
    Seed seed,
    Transport transport,
    Connections connections,
    Caller caller,
    Driver driver,
    Departures departures,
    BodyRing bodies,
    Checking checking,
    int processors)
    implements AutoCloseable {
  private static final long MOST_BODY_BYTES = 256L << 20;

  static Instruments open(
      ReceivedOrder received, LongSupplier clock, InstantSource wall, Cancellation cancellation) {
    Order order = received.order();
    int processors = Runtime.getRuntime().availableProcessors();
    Departures departures = new Departures(clock, processors);
    Transport transport = Transport.open("exchanges");
    Bounds whole = Bounds.of(order.caps().bodyBytes(), order.deadlines().exchangeNs());
    Bounds bounds = received.chat().map(chat -> whole.streaming(chat.mostEvents())).orElse(whole);
    Order.Target target = order.target();
    Connections connections =
        new Connections(transport, target.port(), target.maxConcurrency(), bounds, clock);
    Driver driver = driver(received);
    BodyRing bodies = new BodyRing(Math.min(MOST_BODY_BYTES, Runtime.getRuntime().maxMemory() / 4));
    return new Instruments(
        clock,
        wall,
        Seed.parse(order.seed()),
        transport,
        connections,
        new Caller(connections, cancellation::isRequested),
        driver,
        departures,
        bodies,
        new Checking(bodies, driver),
        processors);
  }

  private static Driver driver(ReceivedOrder received) {
    Order.Target target = received.order().target();
    return switch (target.protocol()) {
      case OIP_V2 ->
          new OipDriver(
              new OipTask(
                  target.port(),
                  target.model(),
                  target.maxConcurrency(),
                  received.samples(),
                  Optional.ofNullable(received.order().scoring()).map(Order.Scoring::output)));
      case OPENAI -> new ChatDriver(received.chat().orElseThrow());
      case HTTP_JSON -> throw new IllegalStateException("refused with the order");
    };
  }

  @Override
  public void close() {
    checking.close();
    departures.close();
    connections.close();
    transport.close();
  }
}
