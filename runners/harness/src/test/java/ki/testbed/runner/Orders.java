package ki.testbed.runner;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
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
 * Orders for tests: texts t0, t1, .. go in, T0, T1, .. are expected, except that every tenth
 * expectation is wrong on purpose.
 */
public final class Orders {
  public static final UUID RUN = UUID.fromString("01970000-0000-7000-8000-000000000001");
  public static final String SEED =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  public static final long SECOND = 1_000_000_000L;

  private Orders() {}

  public static byte[] samples(int count) {
    return lines(
        count,
        i ->
            "{\"inputs\":[{\"name\":\"text\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"t"
                + i
                + "\"]}]}");
  }

  public static byte[] expected(int count) {
    return lines(count, i -> "{\"label\":\"" + (i % 10 == 9 ? "X" : "T") + i + "\"}");
  }

  private static byte[] lines(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count)
        .mapToObj(line)
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  public static Scenario server(int rate, long windowNs) {
    return new Scenario("server", ScenarioKind.SERVER, BigDecimal.valueOf(rate), windowNs);
  }

  public static Scenario single(long windowNs) {
    return new Scenario("single", ScenarioKind.SINGLE, null, windowNs);
  }

  public static Scenario accuracy() {
    return new Scenario("accuracy", ScenarioKind.ACCURACY, null, 0);
  }

  /** A scenario that the samples end. */
  public static Scenario closed(ScenarioKind kind) {
    return new Scenario(kind.name(), kind, null, 0);
  }

  public static Order order(Scenario scenario, int port, int samples) {
    return new Order(
        Order.VERSION,
        RUN,
        1,
        Grade.PREVIEW,
        scenario,
        new Order.Target(SutProtocol.OIP_V2, port, "echo", 8),
        List.of(),
        SEED,
        new Order.Caps(64 << 20, 1 << 20, 4096),
        new Order.Deadlines(5 * SECOND, 2 * SECOND, 3 * SECOND, 3 * SECOND),
        new Order.CpuSets("", ""),
        new Order.Scoring("label"),
        List.of(
            header("samples", Order.BlobKind.SAMPLES, samples(samples)),
            header("expected", Order.BlobKind.EXPECTED, expected(samples))));
  }

  /** Chats t0, t1, .. and a vocabulary in which each word of the test's SUT is one token. */
  public static byte[] chats(int count) {
    return lines(count, i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"t" + i + "\"}]}");
  }

  public static final byte[] VOCABULARY =
      "{\"form\":\"testbed-tokenizer/1\",\"pieces\":[\"one \",\"two \",\"three \",\"four\"]}"
          .getBytes(StandardCharsets.UTF_8);

  /** An order for a SUT that completes chats. */
  public static Order chat(Scenario scenario, int port, int samples) {
    Order like = order(scenario, port, samples);
    return new Order(
        like.v(),
        like.run(),
        like.attempt(),
        like.grade(),
        scenario,
        new Order.Target(SutProtocol.OPENAI, port, "echo", 8),
        like.limits(),
        like.seed(),
        like.caps(),
        new Order.Deadlines(5 * SECOND, 2 * SECOND, SECOND / 2, 3 * SECOND),
        like.cpu(),
        null,
        List.of(
            header("samples", Order.BlobKind.SAMPLES, chats(samples)),
            header("tokenizer", Order.BlobKind.TOKENIZER, VOCABULARY)));
  }

  public static byte[] chatBytes(Order order, int samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((Wire.write(order) + "\n").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(chats(samples));
    out.writeBytes(VOCABULARY);
    return out.toByteArray();
  }

  public static Order.BlobHeader header(String name, Order.BlobKind kind, byte[] bytes) {
    return new Order.BlobHeader(name, kind, bytes.length, Sha256.of(bytes));
  }

  /** The bytes of an order with its blobs. */
  public static byte[] bytes(Order order, int samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((Wire.write(order) + "\n").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(samples(samples));
    out.writeBytes(expected(samples));
    return out.toByteArray();
  }
}
