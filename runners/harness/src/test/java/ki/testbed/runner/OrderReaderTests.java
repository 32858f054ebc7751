package ki.testbed.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.RunnerExit;
import ki.testbed.protocol.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderReaderTests {
  private static final int SAMPLES = 5;
  private static final Order ORDER = Orders.order(Orders.server(10, Orders.SECOND), 8080, SAMPLES);
  private static final byte[] BYTES = Orders.bytes(ORDER, SAMPLES);

  @Test
  void readsExactlyTheOrderFromAStreamThatDoesNotEnd() throws Exception {
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream(BYTES),
            new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("read beyond the order");
              }
            });
    ReceivedOrder received = new OrderReader(endless, 1 << 20).read();
    assertThat(received.order()).isEqualTo(ORDER);
    assertThat(received.samples().count()).isEqualTo(SAMPLES);
    assertThat(received.truth()).isPresent();
    assertThat(received.toString()).doesNotContain(Orders.SEED).doesNotContain("T0");
  }

  static Stream<Arguments> refused() {
    String line = Wire.write(ORDER);
    return Stream.of(
        Arguments.of(RunnerExit.ORDER_INCOMPLETE, new byte[0]),
        Arguments.of(RunnerExit.ORDER_INCOMPLETE, Arrays.copyOf(BYTES, 100)),
        Arguments.of(RunnerExit.ORDER_INCOMPLETE, Arrays.copyOf(BYTES, BYTES.length - 1)),
        Arguments.of(RunnerExit.ORDER_INCOMPLETE, flipped(BYTES, BYTES.length - 3)),
        Arguments.of(RunnerExit.BAD_ORDER, bytes("x".repeat(Order.MAX_LINE + 1))),
        Arguments.of(RunnerExit.BAD_ORDER, bytes("\n")),
        Arguments.of(RunnerExit.BAD_ORDER, bytes("{}\n")),
        Arguments.of(RunnerExit.BAD_ORDER, bytes("[".repeat(100_000) + "\n")),
        Arguments.of(RunnerExit.BAD_ORDER, new byte[] {(byte) 0xC3, '\n'}),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"v\":1", "\"v\":2")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"v\":1", "\"v\":1,\"extra\":1")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"port\":8080", "\"port\":0")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"port\":8080", "\"port\":70000")),
        Arguments.of(
            RunnerExit.BAD_ORDER, changed(line, "\"maxConcurrency\":8", "\"maxConcurrency\":0")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"oip-v2\"", "\"openai\"")),
        Arguments.of(
            RunnerExit.BAD_ORDER, changed(line, "\"stdoutBytes\":67108864", "\"stdoutBytes\":100")),
        Arguments.of(
            RunnerExit.BAD_ORDER,
            changed(line, "\"ratePerSecond\":10", "\"ratePerSecond\":10000000")),
        Arguments.of(
            RunnerExit.BAD_ORDER, changed(line, "\"ratePerSecond\":10", "\"ratePerSecond\":-1")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"seed\":\"00", "\"seed\":\"zz")),
        Arguments.of(
            RunnerExit.BAD_ORDER,
            changed(line, "\"bytes\":" + Orders.samples(SAMPLES).length, "\"bytes\":-1")),
        Arguments.of(
            RunnerExit.BAD_ORDER,
            changed(line, "\"bytes\":" + Orders.samples(SAMPLES).length, "\"bytes\":9999999999")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "\"EXPECTED\"", "\"SAMPLES\"")),
        Arguments.of(RunnerExit.BAD_ORDER, changed(line, "{\"output\":\"label\"}", "null")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aBadOrderHasItsExitCode(RunnerExit exit, byte[] bytes) {
    assertThat(refusal(bytes).exit()).isEqualTo(exit);
  }

  @Test
  void samplesThatAreNoneAreRefused() {
    for (String sample :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"inputs\":[]}",
          "{\"id\":\"1\",\"inputs\":[{\"name\":\"a\",\"shape\":[1],\"datatype\":\"BYTES\"}]}",
          "{\"inputs\":[{}]}"
        }) {
      byte[] samples = (sample + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] expected = Orders.expected(1);
      Order order =
          new Order(
              1,
              Orders.RUN,
              1,
              ORDER.grade(),
              ORDER.scenario(),
              ORDER.target(),
              ORDER.limits(),
              ORDER.seed(),
              ORDER.caps(),
              ORDER.deadlines(),
              ORDER.cpu(),
              ORDER.scoring(),
              java.util.List.of(
                  Orders.header("s", Order.BlobKind.SAMPLES, samples),
                  Orders.header("e", Order.BlobKind.EXPECTED, expected)));
      var all = new java.io.ByteArrayOutputStream();
      all.writeBytes((Wire.write(order) + "\n").getBytes(StandardCharsets.UTF_8));
      all.writeBytes(samples);
      all.writeBytes(expected);
      assertThat(refusal(all.toByteArray()).exit()).isEqualTo(RunnerExit.BAD_ORDER);
    }
  }

  @Test
  void aRefusalQuotesNoSecret() {
    assertThat(refusal(flipped(BYTES, BYTES.length - 3))).hasMessageNotContaining("T4");
    assertThat(refusal(changed(Wire.write(ORDER), "\"seed\":\"00", "\"seed\":\"zz")))
        .hasMessageNotContaining("0102030405");
  }

  private static OrderRefused refusal(byte[] bytes) {
    return catchThrowableOfType(OrderRefused.class, () -> read(bytes));
  }

  private static ReceivedOrder read(byte[] bytes) throws IOException, OrderRefused {
    return new OrderReader(new ByteArrayInputStream(bytes), 1 << 20).read();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static byte[] changed(String line, String part, String by) {
    if (!line.contains(part)) {
      throw new AssertionError("no " + part + " in " + line);
    }
    byte[] first = bytes(line.replace(part, by) + "\n");
    int blobs = Orders.samples(SAMPLES).length + Orders.expected(SAMPLES).length;
    byte[] all = Arrays.copyOf(first, first.length + blobs);
    System.arraycopy(BYTES, BYTES.length - blobs, all, first.length, blobs);
    return all;
  }
}
