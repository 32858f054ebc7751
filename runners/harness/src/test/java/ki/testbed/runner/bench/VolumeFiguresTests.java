package ki.testbed.runner.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Figure;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Wire;
import ki.testbed.rules.EventsFile;
import ki.testbed.runner.Orders;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million exchanges by the whole runner in a fixed heap, and what they come to on its stdout. */
@Tag("bench")
class VolumeFiguresTests {
  private static final int EXCHANGES = 1_000_000;

  @TempDir Path folder;

  @Test
  void aMillionExchanges() throws Exception {
    Path events = folder.resolve("events");
    try (ServerProcess server = ServerProcess.start()) {
      long began = System.nanoTime();
      run(server.port(), events);
      Figure.report("million_exchanges_whole_run", (System.nanoTime() - began) / 1e9, "s");
    }
    double each = (double) Files.size(events) / EXCHANGES;
    Figure.report("million_exchanges_stdout_bytes_each", each, "By");
    long began = System.nanoTime();
    EventsFile read = EventsFile.read(events);
    double seconds = (System.nanoTime() - began) / 1e9;
    Figure.report("million_exchanges_report_read", seconds, "s");
    assertThat(read.rows()).isEqualTo(EXCHANGES);
    assertThat(each).isLessThanOrEqualTo(45);
    assertThat(seconds).isLessThan(60);
  }

  private static void run(int port, Path events) throws Exception {
    byte[] samples = Orders.samples(EXCHANGES);
    Order order = order(port, samples);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xms512m",
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dtestbed.unsealed=true",
                "-cp",
                System.getProperty("java.class.path"),
                "ki.testbed.runner.Main")
            .redirectOutput(events.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write((Wire.write(order) + "\n").getBytes(UTF_8));
      stdin.write(samples);
      stdin.flush();
      assertThat(process.waitFor()).isZero();
    }
  }

  private static Order order(int port, byte[] samples) {
    Order some = Orders.order(Orders.closed(ScenarioKind.OFFLINE), port, 1);
    return new Order(
        some.v(),
        some.run(),
        some.attempt(),
        some.grade(),
        some.scenario(),
        new Order.Target(some.target().protocol(), port, "echo", 32),
        some.limits(),
        some.seed(),
        some.caps(),
        some.deadlines(),
        some.cpu(),
        null,
        List.of(Orders.header("samples", Order.BlobKind.SAMPLES, samples)));
  }
}
