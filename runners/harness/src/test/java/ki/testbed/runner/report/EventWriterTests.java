package ki.testbed.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Severity;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Wire;
import org.junit.jupiter.api.Test;

class EventWriterTests {
  private static final UUID RUN = UUID.fromString("01970000-0000-7000-8000-000000000001");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventWriter writer(long most) {
    return new EventWriter(
        out,
        new EventWriter.Stamp(
            RUN, 2, most, () -> 42, () -> Instant.parse("2026-03-01T10:00:41.200Z")));
  }

  private List<Envelope> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().map(Wire::readEvent).toList();
  }

  @Test
  void numbersItsLinesAndEndsOnce() {
    EventWriter events = writer(100_000);
    events.write(new Event.PhaseChange(Phase.READY, Event.Edge.BEGIN));
    events.write(new Event.PhaseChange(Phase.READY, Event.Edge.END));
    long before = events.bytes();
    events.finish(Event.End.FAILED, "NOT_READY");
    events.finish(Event.End.DONE, "");
    assertThat(lines()).extracting(Envelope::seq).containsExactly(1L, 2L, 3L);
    assertThat(lines().getLast().event())
        .isEqualTo(new Event.Finished(Event.End.FAILED, "NOT_READY", 2, before));
    assertThatThrownBy(() -> events.write(new Event.PhaseChange(Phase.READY, Event.Edge.END)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCapIsKeptAndTheLastEventStillFits() {
    EventWriter events = writer(5_000);
    assertThatThrownBy(
            () -> {
              while (true) {
                events.write(new Event.PhaseChange(Phase.READY, Event.Edge.BEGIN));
              }
            })
        .isInstanceOf(StdoutFull.class);
    events.finish(Event.End.FAILED, "EVENTS_INCOMPLETE");
    assertThat(out.size()).isBetween(3_000, 5_000);
    assertThat(lines().getLast().event()).isInstanceOf(Event.Finished.class);
  }

  @Test
  void heartbeatsGiveWayToRawData() {
    EventWriter events = writer(10_000);
    for (int i = 0; i < 100; i++) {
      events.writeIfRoom(new Event.PhaseChange(Phase.READY, Event.Edge.BEGIN), 50);
    }
    assertThat(out.size()).isBetween(4_500, 5_500);
  }

  @Test
  void anEventBeyondALineIsADefect() {
    EventWriter events = writer(1 << 20);
    assertThatThrownBy(
            () -> events.write(new Event.Noticed("X", Severity.INFO, "x".repeat(16_000))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(out.size()).isZero();
  }

  @Test
  void chunksFitTheirLinesAndComeBackWhole() {
    Exchanges rows = random(10_000);
    ChunkWriter chunks = new ChunkWriter(writer(64 << 20));
    chunks.write(ChunkWriter.Kind.EXCHANGES, rows.rows(), rows::encode);
    chunks.write(ChunkWriter.Kind.HARNESS, 1, (_, _) -> new byte[] {1});
    chunks.complete();
    List<Exchanges> parts = new ArrayList<>();
    List<Event> events = lines().stream().map(Envelope::event).toList();
    var hashes = new ByteArrayOutputStream();
    int index = 0;
    for (Event event : events) {
      if (event instanceof Event.Chunk chunk) {
        hashes.writeBytes(java.util.HexFormat.of().parseHex(chunk.sha256().hex()));
        if (chunk.kind().equals("exchanges")) {
          assertThat(chunk.index()).isEqualTo(index++);
          parts.add(Exchanges.decode(Packing.unpack(chunk, 4 << 20), chunk.rows()));
        }
      }
    }
    Exchanges back = Exchanges.concat(parts);
    assertThat(back.encode(0, back.rows())).isEqualTo(rows.encode(0, rows.rows()));
    assertThat(events.getLast())
        .isEqualTo(new Event.ResultComplete(index + 1, Sha256.of(hashes.toByteArray())));
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .allMatch(line -> line.length() <= Envelope.MAX_LINE);
    assertThat(index).isLessThan(100);
  }

  private static Exchanges random(int count) {
    Random random = new Random(7);
    Exchanges rows = Exchanges.ofRows(count);
    long at = 0;
    for (int i = 0; i < count; i++) {
      at += random.nextInt(2_000_000);
      rows.index()[i] = i;
      rows.sample()[i] = random.nextInt(1000);
      rows.scheduled()[i] = at;
      rows.picked()[i] = at + random.nextInt(100_000);
      rows.firstWrite()[i] = rows.picked()[i] + random.nextInt(10_000);
      rows.lastWrite()[i] = rows.firstWrite()[i] + random.nextInt(10_000);
      rows.firstByte()[i] = rows.lastWrite()[i] + random.nextInt(1_000_000);
      rows.firstToken()[i] = -1;
      rows.lastByte()[i] = rows.firstByte()[i] + random.nextInt(10_000);
      rows.status()[i] = 200;
    }
    return rows;
  }
}
