package ki.testbed.runner.driver;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A driver and its connections in the test's own process. */
public final class Bench implements AutoCloseable {
  public static final Bounds BOUNDS =
      new Bounds(8192, 100, 8, 100_000, 1000, 1_000_000_000L, 500_000_000L);
  public static final int SAMPLES = 20;

  public final Transport transport = Transport.open("bench");
  public final Connections connections;
  public final Caller caller;
  public final OipDriver driver;

  public Bench(int port, int maxConcurrency) {
    connections = new Connections(transport, port, maxConcurrency, BOUNDS, System::nanoTime);
    caller = new Caller(connections, () -> false);
    driver =
        new OipDriver(new OipTask(port, "echo", maxConcurrency, samples(), Optional.of("label")));
  }

  public static Samples samples() {
    return Samples.of(
        IntStream.range(0, SAMPLES)
            .mapToObj(i ->
                "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"t"
                    + i
                    + "\"]}]}\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
  }

  public Reply get(String path) {
    return caller.call(
        ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    connections.close();
    transport.close();
  }
}
