package ki.testbed.runner.report;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Sha256;

/** Raw data as chunks, each as many rows as fit one line. */
public final class ChunkWriter {
  /** Longest base64 text, so that the line with its envelope stays below the bound. */
  private static final int MOST_DATA = 15_200;

  private static final double AIM = 0.93;

  /** Kinds of raw data, by the words of the protocol. */
  public enum Kind {
    /** One row per exchange. */
    EXCHANGES("exchanges"),
    /** Correct or wrong. */
    OUTCOMES("outcomes"),
    /** Distinct answers. */
    ANSWERS("answers"),
    /** Pieces of streamed answers. */
    STREAM("stream"),
    /** What the runner saw of itself. */
    HARNESS("harness");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** Bytes of the rows from (inclusive) to (exclusive). */
  @FunctionalInterface
  public interface Rows {
    /** Encodes them. */
    byte[] encode(int from, int to);
  }

  private final EventWriter events;
  private final MessageDigest hashes = Sha256.digest();
  private final Map<Kind, Integer> next = new EnumMap<>(Kind.class);
  private int chunks;
  private int guess = 256;

  /** Chunks as events of this writer. */
  public ChunkWriter(EventWriter events) {
    this.events = events;
  }

  /** Writes so many rows. */
  public void write(Kind kind, int rows, Rows data) {
    int from = 0;
    while (from < rows) {
      int count = Math.min(guess, rows - from);
      Event.Chunk chunk = pack(kind, from, count, data);
      while (chunk.data().length() > MOST_DATA) {
        count = Math.max(1, (int) (count * AIM * MOST_DATA / chunk.data().length()));
        chunk = pack(kind, from, count, data);
      }
      emit(kind, chunk);
      from += count;
      guess = Math.max(1, (int) Math.min(1 << 14, count * AIM * MOST_DATA / chunk.data().length()));
    }
  }

  private Event.Chunk pack(Kind kind, int from, int count, Rows data) {
    return Packing.pack(
        kind.word, next.getOrDefault(kind, 0), count, data.encode(from, from + count));
  }

  private void emit(Kind kind, Event.Chunk chunk) {
    events.write(chunk);
    hashes.update(HexFormat.of().parseHex(chunk.sha256().hex()));
    next.merge(kind, 1, Integer::sum);
    chunks++;
  }

  /** Says that all raw data has gone out. */
  public void complete() {
    events.write(new Event.ResultComplete(chunks, Sha256.ofDigest(hashes.digest())));
  }
}
