package ki.testbed.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Raw samples, one row per exchange, by column. The unpacked bytes of a chunk of kind {@code
 * exchanges} hold the columns one after the other in the order of this record, little-endian: u32
 * index, u32 sample, u8 probe, seven i64 times in nanoseconds from the start of the window (-1
 * absent), u16 status, u8 outcome, u32 bytesOut, u32 bytesIn, u32 tokens, u32 pieces, u16
 * connection, u32 answer.
 *
 * @param index position in the schedule, from 0
 * @param sample row in the data set
 * @param probe 0 for an ordinary exchange, otherwise the kind of a probe against gaming
 * @param scheduled intended departure; latency starts here in an open loop
 * @param picked when the event loop took it up; latency starts here in a closed loop
 * @param lastByte end of the answer
 * @param status HTTP status, 0 without one
 * @param outcome ordinal of {@link Outcome}
 * @param answer index into the distinct answers, -1 without one
 */
public record Exchanges(
    int[] index,
    int[] sample,
    byte[] probe,
    long[] scheduled,
    long[] picked,
    long[] firstWrite,
    long[] lastWrite,
    long[] firstByte,
    long[] firstToken,
    long[] lastByte,
    int[] status,
    byte[] outcome,
    int[] bytesOut,
    int[] bytesIn,
    int[] tokens,
    int[] pieces,
    int[] connection,
    int[] answer) {

  /** Bytes of one row before packing. */
  public static final int ROW_BYTES = 4 + 4 + 1 + 7 * 8 + 2 + 1 + 4 * 4 + 2 + 4;

  /** Room for this many rows, all zero. */
  public static Exchanges ofRows(int rows) {
    return new Exchanges(
        new int[rows],
        new int[rows],
        new byte[rows],
        new long[rows],
        new long[rows],
        new long[rows],
        new long[rows],
        new long[rows],
        new long[rows],
        new long[rows],
        new int[rows],
        new byte[rows],
        new int[rows],
        new int[rows],
        new int[rows],
        new int[rows],
        new int[rows],
        new int[rows]);
  }

  /** Number of exchanges. */
  public int rows() {
    return index.length;
  }

  /** How exchange i ended. */
  public Outcome outcomeOf(int i) {
    return OUTCOMES[outcome[i]];
  }

  private static final Outcome[] OUTCOMES = Outcome.values();

  /** The bytes of rows from (inclusive) to (exclusive), by column. */
  public byte[] encode(int from, int to) {
    ByteBuffer out = ByteBuffer.allocate((to - from) * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    putInts(out, index, from, to);
    putInts(out, sample, from, to);
    out.put(probe, from, to - from);
    for (long[] column : times()) {
      for (int i = from; i < to; i++) {
        out.putLong(column[i]);
      }
    }
    putShorts(out, status, from, to);
    out.put(outcome, from, to - from);
    putInts(out, bytesOut, from, to);
    putInts(out, bytesIn, from, to);
    putInts(out, tokens, from, to);
    putInts(out, pieces, from, to);
    putShorts(out, connection, from, to);
    putInts(out, answer, from, to);
    return out.array();
  }

  /**
   * Reads the bytes of one chunk.
   *
   * @throws WireFormatException if the length does not fit the rows or an outcome is unknown
   */
  public static Exchanges decode(byte[] bytes, int rows) {
    if (rows < 0 || bytes.length != (long) rows * ROW_BYTES) {
      throw new WireFormatException(
          "a chunk of exchanges has " + bytes.length + " bytes for " + rows + " rows");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Exchanges rowsRead = ofRows(rows);
    getInts(in, rowsRead.index);
    getInts(in, rowsRead.sample);
    in.get(rowsRead.probe);
    for (long[] column : rowsRead.times()) {
      for (int i = 0; i < rows; i++) {
        column[i] = in.getLong();
      }
    }
    getShorts(in, rowsRead.status);
    in.get(rowsRead.outcome);
    getInts(in, rowsRead.bytesOut);
    getInts(in, rowsRead.bytesIn);
    getInts(in, rowsRead.tokens);
    getInts(in, rowsRead.pieces);
    getShorts(in, rowsRead.connection);
    getInts(in, rowsRead.answer);
    for (byte value : rowsRead.outcome) {
      if (value < 0 || value >= OUTCOMES.length) {
        throw new WireFormatException("an exchange has an unknown outcome");
      }
    }
    return rowsRead;
  }

  /** All rows of the parts, in order. */
  public static Exchanges concat(List<Exchanges> parts) {
    Exchanges all = ofRows(parts.stream().mapToInt(Exchanges::rows).sum());
    int at = 0;
    for (Exchanges part : parts) {
      all.put(at, part, part.rows());
      at += part.rows();
    }
    return all;
  }

  /** Copies the first rows of another table to this one, starting at this row. */
  public void put(int at, Exchanges source, int count) {
    Object[] from = source.columns();
    Object[] to = columns();
    for (int c = 0; c < from.length; c++) {
      System.arraycopy(from[c], 0, to[c], at, count);
    }
  }

  private Object[] columns() {
    return new Object[] {
      index,
      sample,
      probe,
      scheduled,
      picked,
      firstWrite,
      lastWrite,
      firstByte,
      firstToken,
      lastByte,
      status,
      outcome,
      bytesOut,
      bytesIn,
      tokens,
      pieces,
      connection,
      answer
    };
  }

  private List<long[]> times() {
    return List.of(scheduled, picked, firstWrite, lastWrite, firstByte, firstToken, lastByte);
  }

  private static void putInts(ByteBuffer out, int[] column, int from, int to) {
    for (int i = from; i < to; i++) {
      out.putInt(column[i]);
    }
  }

  private static void putShorts(ByteBuffer out, int[] column, int from, int to) {
    for (int i = from; i < to; i++) {
      out.putShort((short) column[i]);
    }
  }

  private static void getInts(ByteBuffer in, int[] column) {
    for (int i = 0; i < column.length; i++) {
      column[i] = in.getInt();
    }
  }

  private static void getShorts(ByteBuffer in, int[] column) {
    for (int i = 0; i < column.length; i++) {
      column[i] = in.getShort() & 0xFFFF;
    }
  }
}
