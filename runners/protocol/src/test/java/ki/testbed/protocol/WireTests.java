package ki.testbed.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTests {
  private static final Sha256 HASH = Sha256.of(new byte[] {7});
  private static final UUID RUN = UUID.fromString("0197d3a0-0000-7000-8000-000000000001");
  private static final String LINE =
      "{\"v\":1,\"run\":\"0197d3a0-0000-7000-8000-000000000001\",\"attempt\":1,\"seq\":8,\"mono\":41200311,"
          + "\"wall\":\"2026-03-01T10:00:41.200Z\",\"type\":\"phase\",\"phase\":\"WARMUP\",\"state\":\"BEGIN\"}";

  static Stream<Event> everyEvent() {
    return Stream.of(
        new Event.Hello(
            "1.0", HASH, Map.of("gc", "Z"), "6.1", 2, 1, List.of("lo"), Map.of("routes", "none")),
        new Event.PhaseChange(Phase.WINDOW, Event.Edge.END),
        new Event.Conformance(
            List.of(
                new Finding("C201", Severity.ERROR, "/a", new Text("Ä", "a"), new Text("b", "c"))),
            null,
            HASH),
        new Event.ScheduleFixed(60_211, 600_000_000_000L, HASH, HASH),
        new Event.Calibration("A", 1, 2, 1234.5, 30_000),
        new Event.Progress(Phase.WINDOW, 5, 4, 1, 2, 3, 4, 5, 6),
        new Event.Noticed("FOREIGN_CONNECTION", Severity.WARNING, "line\nfeed \u2028 \"quoted\""),
        Packing.pack("exchanges", 0, 1, new byte[Exchanges.ROW_BYTES]),
        new Event.ResultComplete(1, HASH),
        new Event.Finished(Event.End.FAILED, "NETWORK_NOT_SEALED", 9, 12_345),
        new Event.Finished(Event.End.DONE, null, 9, 12_345));
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void everyEventSurvivesItsLine(Event event) {
    var envelope = new Envelope(1, RUN, 2, 3, -4, Instant.parse("2026-03-01T10:00:41.200Z"), event);
    String line = Wire.write(envelope);
    assertThat(line).doesNotContain("\n").contains("\"type\":\"" + event.type() + "\"");
    assertThat(Wire.readEvent(line)).isEqualTo(envelope);
  }

  @Test
  void anEventsLineIsTheDocumentedOne() {
    Envelope envelope = Wire.readEvent(LINE);
    assertThat(envelope.seq()).isEqualTo(8);
    assertThat(envelope.event()).isEqualTo(new Event.PhaseChange(Phase.WARMUP, Event.Edge.BEGIN));
    assertThat(Wire.write(envelope)).isEqualTo(LINE);
  }

  @Test
  void anOrderSurvivesItsLine() {
    Order order = order();
    String line = Wire.write(order);
    assertThat(line).doesNotContain("\n");
    assertThat(Wire.readOrder(line)).isEqualTo(order);
    assertThat(line).contains("\"server\"").contains("\"oip-v2\"");
  }

  @Test
  void observationsSurviveTheirChunk() {
    var seen =
        new Observations(
            1, 2, 3, 4, null, 0.5, null, 1, 2, 3, 4, 5, 1.00001, 7, 8, 9, 10, 11, 12, 13, 14, 15,
            16, 17, 18, 19, 20);
    assertThat(Wire.readObservations(Wire.write(seen))).isEqualTo(seen);
    assertThatThrownBy(() -> Wire.readObservations(new byte[] {'{'}))
        .isInstanceOf(WireFormatException.class);
    String text = new String(Wire.write(seen), StandardCharsets.UTF_8);
    for (String wrong :
        List.of("{}", "null", text.replace("0.5", "\"half\""), text.replace("1.00001", "null"))) {
      assertThatThrownBy(() -> Wire.readObservations(wrong.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(WireFormatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"x\"",
        "{}",
        "{\"v\":1}",
        "not json",
        "{\"v\":1,\"v\":1}",
        "{\"a\":" + "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void whatIsNoEventIsRefused(String line) {
    assertThatThrownBy(() -> Wire.readEvent(line)).isInstanceOf(WireFormatException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "\"v\":1|\"v\":2",
        "\"v\":1|\"v\":\"1\"",
        "\"v\":1|\"v\":1.5",
        "\"attempt\":1|\"attempt\":null",
        "\"attempt\":1|\"attempt\":12345678901",
        "\"seq\":8|\"seq\":\"8\"",
        "\"seq\":8|\"seq\":8.5",
        "\"seq\":8|\"seq\":1e400",
        "\"seq\":8|\"seq\":123456789012345678901234567890",
        "\"seq\":8|\"seq\":true",
        "0197d3a0-0000-7000-8000-000000000001|0197",
        "2026-03-01T10:00:41.200Z|yesterday",
        "2026-03-01T10:00:41.200Z|+1000000001-01-01T00:00:00Z",
        "\"type\":\"phase\"|\"type\":\"surprise\"",
        "\"type\":\"phase\"|\"type\":\"hello\"",
        "\"type\":\"phase\"|\"type\":null",
        "\"phase\":\"WARMUP\"|\"phase\":\"NAP\"",
        "\"phase\":\"WARMUP\"|\"phase\":4",
        "\"phase\":\"WARMUP\"|\"phase\":null",
        "\"phase\":\"WARMUP\",|#",
        "\"state\":\"BEGIN\"|\"state\":\"BEGIN\",\"more\":1",
        "\"state\":\"BEGIN\"|\"state\":\"BEGIN\",\"state\":\"END\"",
        "\"state\":\"BEGIN\"}|\"state\":\"BEGIN\"} {}"
      })
  void aLineWithOneThingWrongIsRefused(String part, String wrong) {
    String line = LINE.replace(part, wrong.equals("#") ? "" : wrong);
    assertThat(line).isNotEqualTo(LINE);
    assertThatThrownBy(() -> Wire.readEvent(line))
        .isInstanceOf(WireFormatException.class)
        .hasMessageNotContaining("surprise");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\":\"schedule\"",
        "\"type\":\"schedule\",\"arrivals\":1,\"windowNs\":1,\"sha256\":null,\"commit\":null",
        "\"type\":\"schedule\",\"arrivals\":1,\"windowNs\":1,\"sha256\":\"AA\",\"commit\":\"BB\"",
        "\"type\":\"calibration\",\"which\":\"A\",\"p50Ns\":1,\"p99Ns\":1,\"attainablePerSecond\":\"NaN\",\"exchanges\":1",
        "\"type\":\"conformance\",\"findings\":[null],\"metadataSha256\":null,\"goldenSha256\":null",
        "\"type\":\"conformance\",\"findings\":[{\"id\":\"C201\"}],\"metadataSha256\":null,\"goldenSha256\":null",
        "\"type\":\"conformance\",\"findings\":{},\"metadataSha256\":null,\"goldenSha256\":null",
        "\"type\":\"finding\",\"code\":[\"X\"],\"severity\":\"INFO\",\"detail\":\"x\"",
        "\"type\":\"finding\",\"code\":\"X\",\"severity\":\"INFO\",\"detail\":7",
        "\"type\":\"finished\",\"outcome\":0,\"reason\":null,\"events\":1,\"bytes\":1"
      })
  void anEventWithoutAllItsFieldsIsRefused(String fields) {
    String line = LINE.substring(0, LINE.indexOf("\"type\"")) + fields + "}";
    assertThatThrownBy(() -> Wire.readEvent(line)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void aLineIsAtMostSixteenThousandBytes() {
    String open =
        LINE.substring(0, LINE.indexOf("\"type\""))
            + "\"type\":\"finding\",\"code\":\"X\",\"severity\":\"INFO\",\"detail\":\"";
    int room = Envelope.MAX_LINE - open.length() - 2;
    assertThat(Wire.readEvent(open + "x".repeat(room) + "\"}").event())
        .isInstanceOf(Event.Noticed.class);
    assertThatThrownBy(() -> Wire.readEvent(open + "x".repeat(room + 1) + "\"}"))
        .isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Wire.readEvent(open + "ä".repeat(room - 10) + "\"}"))
        .isInstanceOf(WireFormatException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "\"v\":1|\"v\":\"one\"",
        "\"grade\":\"PREVIEW\"|\"grade\":null",
        "\"seed\":\"00|\"seed\":\"0",
        "\"kind\":\"server\"|\"kind\":\"SERVER\"",
        "\"ratePerSecond\":50|\"ratePerSecond\":0",
        "\"limits\":[|\"limits\":[null,",
        "\"attempt\":1|\"attempt\":1,\"more\":2"
      })
  void aWrongOrderIsRefused(String part, String wrong) {
    String line = Wire.write(order()).replace(part, wrong);
    assertThat(line).isNotEqualTo(Wire.write(order()));
    assertThatThrownBy(() -> Wire.readOrder(line)).isInstanceOf(WireFormatException.class);
  }

  @Test
  void anOrderSaysItAll() {
    assertThatThrownBy(() -> Wire.readOrder("{}")).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Wire.readOrder("null")).isInstanceOf(WireFormatException.class);
    assertThatThrownBy(() -> Wire.readOrder("")).isInstanceOf(WireFormatException.class);
  }

  private static Order order() {
    return new Order(
        1,
        RUN,
        1,
        Grade.PREVIEW,
        new Scenario("srv", ScenarioKind.SERVER, new BigDecimal("50"), 30_000_000_000L),
        new Order.Target(SutProtocol.OIP_V2, 8080, "langid", 8),
        List.of(new Order.Limit("latency_p99@1", 990_000, 50_000_000, "0.99")),
        "00".repeat(32),
        new Order.Caps(64 << 20, 8 << 20, 4096),
        new Order.Deadlines(1, 2, 3, 4),
        new Order.CpuSets("", ""),
        new Order.Scoring("label"),
        List.of(new Order.BlobHeader("samples", Order.BlobKind.SAMPLES, 10, HASH)));
  }
}
