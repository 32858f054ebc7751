package ki.testbed.cli.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.SutProtocol;
import ki.testbed.protocol.Wire;

/**
 * Orders the kit gives: accuracy over texts t0, t1, .. of which every tenth is expected to be
 * something else.
 */
record KitOrder(int port, long stdoutBytes, long readyNs) {
  static final UUID RUN = UUID.fromString("01970000-0000-7000-8000-00000000c0de");
  static final String SEED = "5eed".repeat(16);
  static final int SAMPLES = 200;
  static final int RIGHT = 180;
  private static final long SECOND = 1_000_000_000L;

  static KitOrder to(int port) {
    return new KitOrder(port, 8 << 20, 20 * SECOND);
  }

  Order order() {
    return new Order(
        Order.VERSION,
        RUN,
        3,
        Grade.PREVIEW,
        new Scenario("acc", ScenarioKind.ACCURACY, null, 0),
        new Order.Target(SutProtocol.OIP_V2, port, "echo", 4),
        List.of(),
        SEED,
        new Order.Caps(stdoutBytes, 1 << 20, 4096),
        new Order.Deadlines(readyNs, 3 * SECOND, 2 * SECOND, 3 * SECOND),
        new Order.CpuSets("", ""),
        new Order.Scoring("label"),
        List.of(
            header("samples", Order.BlobKind.SAMPLES, samples()),
            header("expected", Order.BlobKind.EXPECTED, expected())));
  }

  private static Order.BlobHeader header(String name, Order.BlobKind kind, byte[] bytes) {
    return new Order.BlobHeader(name, kind, bytes.length, Sha256.of(bytes));
  }

  private static byte[] samples() {
    return lines(
        "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"t%d\"]}]}");
  }

  private static byte[] expected() {
    String all =
        IntStream.range(0, SAMPLES)
            .mapToObj(i -> "{\"label\":\"" + (i % 10 == 9 ? "SECRET" : "T") + i + "\"}\n")
            .collect(Collectors.joining());
    return all.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] lines(String form) {
    return IntStream.range(0, SAMPLES)
        .mapToObj(form::formatted)
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The first line, as text that a check may spoil. */
  String line() {
    return Wire.write(order());
  }

  /** The whole order. */
  byte[] bytes() {
    return bytes(line());
  }

  /** The order with another first line. */
  byte[] bytes(String line) {
    var out = new ByteArrayOutputStream();
    out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(samples());
    out.writeBytes(expected());
    return out.toByteArray();
  }
}
