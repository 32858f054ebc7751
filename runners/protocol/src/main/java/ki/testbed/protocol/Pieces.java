package ki.testbed.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Pieces of streamed answers that carried content, one row each. Unpacked bytes of a chunk of kind
 * {@code stream}, by column, little-endian: u32 index of the exchange, i64 arrival in nanoseconds
 * from the start of the window, u16 tokens by the plan's tokenizer (65535 without one).
 *
 * @param exchange {@link Exchanges#index} of the exchange; its pieces come in order of arrival
 */
public record Pieces(int[] exchange, long[] at, int[] tokens) {
  /** Bytes of one row before packing. */
  public static final int ROW_BYTES = 4 + 8 + 2;

  /** Nobody counted. */
  public static final int UNCOUNTED = 0xFFFF;

  /** No pieces. */
  public static final Pieces NONE = new Pieces(new int[0], new long[0], new int[0]);

  /** Number of pieces. */
  public int rows() {
    return exchange.length;
  }

  /** The bytes of rows from (inclusive) to (exclusive). */
  public byte[] encode(int from, int to) {
    ByteBuffer out = ByteBuffer.allocate((to - from) * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      out.putInt(exchange[i]);
    }
    for (int i = from; i < to; i++) {
      out.putLong(at[i]);
    }
    for (int i = from; i < to; i++) {
      out.putShort((short) tokens[i]);
    }
    return out.array();
  }

  /**
   * Reads the bytes of one chunk.
   *
   * @throws WireFormatException if the length does not fit the rows
   */
  public static Pieces decode(byte[] bytes, int rows) {
    if (rows < 0 || bytes.length != (long) rows * ROW_BYTES) {
      throw new WireFormatException(
          "a chunk of a stream has " + bytes.length + " bytes for " + rows + " rows");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Pieces read = new Pieces(new int[rows], new long[rows], new int[rows]);
    for (int i = 0; i < rows; i++) {
      read.exchange[i] = in.getInt();
    }
    for (int i = 0; i < rows; i++) {
      read.at[i] = in.getLong();
    }
    for (int i = 0; i < rows; i++) {
      read.tokens[i] = in.getShort() & 0xFFFF;
    }
    return read;
  }

  /** All rows of the parts, in order. */
  public static Pieces concat(List<Pieces> parts) {
    int rows = parts.stream().mapToInt(Pieces::rows).sum();
    Pieces all = new Pieces(new int[rows], new long[rows], new int[rows]);
    int n = 0;
    for (Pieces part : parts) {
      System.arraycopy(part.exchange, 0, all.exchange, n, part.rows());
      System.arraycopy(part.at, 0, all.at, n, part.rows());
      System.arraycopy(part.tokens, 0, all.tokens, n, part.rows());
      n += part.rows();
    }
    return all;
  }
}
