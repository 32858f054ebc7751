package ki.testbed.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Answers compared with the truth, one row per scored sample. Unpacked bytes of a chunk of kind
 * {@code outcomes}: u32 sample, then u8 correct (0 or 1), by column, little-endian.
 */
public record Scores(int[] sample, boolean[] correct) {
  /** Bytes of one row before packing. */
  public static final int ROW_BYTES = 5;

  /** Number of scored samples. */
  public int rows() {
    return sample.length;
  }

  /** How many are correct. */
  public int correctCount() {
    int count = 0;
    for (boolean one : correct) {
      count += one ? 1 : 0;
    }
    return count;
  }

  /** The bytes of rows from (inclusive) to (exclusive). */
  public byte[] encode(int from, int to) {
    ByteBuffer out = ByteBuffer.allocate((to - from) * ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      out.putInt(sample[i]);
    }
    for (int i = from; i < to; i++) {
      out.put((byte) (correct[i] ? 1 : 0));
    }
    return out.array();
  }

  /**
   * Reads the bytes of one chunk.
   *
   * @throws WireFormatException if the length does not fit the rows
   */
  public static Scores decode(byte[] bytes, int rows) {
    if (rows < 0 || bytes.length != (long) rows * ROW_BYTES) {
      throw new WireFormatException(
          "a chunk of outcomes has " + bytes.length + " bytes for " + rows + " rows");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] sample = new int[rows];
    boolean[] correct = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      sample[i] = in.getInt();
    }
    for (int i = 0; i < rows; i++) {
      correct[i] = in.get() == 1;
    }
    return new Scores(sample, correct);
  }

  /** All rows of the parts, in order. */
  public static Scores concat(List<Scores> parts) {
    int rows = parts.stream().mapToInt(Scores::rows).sum();
    Scores all = new Scores(new int[rows], new boolean[rows]);
    int at = 0;
    for (Scores part : parts) {
      System.arraycopy(part.sample, 0, all.sample, at, part.rows());
      System.arraycopy(part.correct, 0, all.correct, at, part.rows());
      at += part.rows();
    }
    return all;
  }
}
