package ki.testbed.evaluation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ki.testbed.protocol.Envelope;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Phase;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Wire;

/** Writes a runner's events, numbered and counted as the protocol wants them. */
final class EventLines {
  private static final long GAP_NS = 40_000_000L;
  private static final long LATENCY_NS = 2_000_000L;

  private final Order order;
  private final Consumer<String> stdout;
  private final MessageDigest chunkHashes = Sha256.digest();
  private final Map<String, Integer> chunks = new HashMap<>();
  private long seq;
  private long bytes;

  EventLines(Order order, Consumer<String> stdout) {
    this.order = order;
    this.stdout = stdout;
  }

  void write(Event event) {
    seq++;
    raw(
        Wire.write(
            new Envelope(1, order.run(), order.attempt(), seq, seq * 1000, Instant.now(), event)));
  }

  /** A line as it is. */
  void raw(String line) {
    bytes += line.getBytes(StandardCharsets.UTF_8).length + 1L;
    stdout.accept(line);
  }

  /** The next event's number is one too high. */
  void skipOne() {
    seq++;
  }

  void hello(List<String> interfaces) {
    write(
        new Event.Hello(
            "test",
            Sha256.of(new byte[0]),
            Map.of("vm", "test"),
            "test",
            2,
            1,
            interfaces,
            Map.of("routes", "none")));
  }

  void phase(Phase phase, Event.Edge edge) {
    write(new Event.PhaseChange(phase, edge));
  }

  void conformance(Finding... findings) {
    write(new Event.Conformance(List.of(findings), Sha256.of(new byte[0]), Sha256.of(new byte[0])));
  }

  void schedule(int rows) {
    write(
        new Event.ScheduleFixed(
            rows,
            order.scenario().windowNs(),
            scheduleHash(rows),
            SeedCommit.of(order.run(), order.attempt(), order.seed())));
  }

  private static Sha256 scheduleHash(int rows) {
    ByteBuffer all = ByteBuffer.allocate(rows * 12).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows; i++) {
      all.putLong(i * GAP_NS);
    }
    for (int i = 0; i < rows; i++) {
      all.putInt(i);
    }
    return Sha256.of(all.array());
  }

  void calibration(String which) {
    write(new Event.Calibration(which, 20_000, 60_000, 20_000, 40_000));
  }

  void progress(Phase phase, long sent) {
    write(new Event.Progress(phase, sent, sent, 0, 0, LATENCY_NS, LATENCY_NS, 1000, 1_000_000));
  }

  void exchanges(int rows) {
    Exchanges all = Exchanges.ofRows(rows);
    for (int i = 0; i < rows; i++) {
      all.index()[i] = i;
      all.sample()[i] = i;
      all.scheduled()[i] = i * GAP_NS;
      all.picked()[i] = i * GAP_NS + 1000;
      all.firstWrite()[i] = i * GAP_NS + 2000;
      all.lastWrite()[i] = i * GAP_NS + 3000;
      all.firstByte()[i] = i * GAP_NS + LATENCY_NS - 1000;
      all.firstToken()[i] = -1;
      all.lastByte()[i] = i * GAP_NS + LATENCY_NS + i;
      all.status()[i] = 200;
      all.answer()[i] = -1;
    }
    chunk("exchanges", rows, all.encode(0, rows));
  }

  void outcomes(int rows) {
    Scores scores = new Scores(new int[rows], new boolean[rows]);
    for (int i = 0; i < rows; i++) {
      scores.sample()[i] = i;
      scores.correct()[i] = i % 20 != 0;
    }
    chunk("outcomes", rows, scores.encode(0, rows));
  }

  void observations() {
    byte[] seen =
        Wire.write(
            new Observations(
                5_000_000_000L,
                2,
                500_000_000L,
                0,
                0.0,
                0.2,
                null,
                0,
                0,
                0,
                100_000,
                200_000,
                1.0,
                0,
                1000,
                2000,
                3000,
                250_000,
                1,
                1000,
                1000,
                0,
                120,
                0,
                1,
                0,
                0));
    chunk("harness", 1, seen);
  }

  private void chunk(String kind, int rows, byte[] content) {
    int index = chunks.merge(kind, 1, Integer::sum) - 1;
    Event.Chunk chunk = Packing.pack(kind, index, rows, content);
    chunkHashes.update(HexFormat.of().parseHex(chunk.sha256().hex()));
    write(chunk);
  }

  void result() {
    int all = chunks.values().stream().mapToInt(Integer::intValue).sum();
    write(new Event.ResultComplete(all, Sha256.ofDigest(chunkHashes.digest())));
  }

  void finish(Event.End outcome, String reason) {
    write(new Event.Finished(outcome, reason.isEmpty() ? null : reason, seq, bytes));
  }
}
