package ki.testbed.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Distinct answers in the order of their index in {@link Exchanges#answer}. Unpacked bytes of a
 * chunk of kind {@code answers}, row after row: 32 bytes SHA-256 of the answer's outputs, one byte
 * length, that many bytes of the predicted label in UTF-8.
 *
 * @param hashes of the outputs without the id, so equal answers are equal here
 * @param labels what the SUT predicted, at most {@link #MAX_LABEL} bytes, empty where nothing is
 *     scored; text of a submitter, never shown unescaped
 */
public record Answers(List<Sha256> hashes, List<String> labels) {
  /** Longest label in bytes; a longer one is cut. */
  public static final int MAX_LABEL = 64;

  public Answers {
    hashes = List.copyOf(hashes);
    labels = List.copyOf(labels);
    if (hashes.size() != labels.size()) {
      throw new IllegalArgumentException("an answer has a hash and a label");
    }
  }

  /** Number of distinct answers. */
  public int rows() {
    return hashes.size();
  }

  /** The bytes of rows from (inclusive) to (exclusive). */
  public byte[] encode(int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) * 48);
    for (int i = from; i < to; i++) {
      byte[] label = labels.get(i).getBytes(StandardCharsets.UTF_8);
      if (label.length > MAX_LABEL) {
        throw new IllegalArgumentException("a label has at most " + MAX_LABEL + " bytes");
      }
      out.writeBytes(HexFormat.of().parseHex(hashes.get(i).hex()));
      out.write(label.length);
      out.writeBytes(label);
    }
    return out.toByteArray();
  }

  /**
   * Reads the bytes of one chunk.
   *
   * @throws WireFormatException if they do not hold exactly these rows
   */
  public static Answers decode(byte[] bytes, int rows) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Sha256> hashes = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      hashes.add(Sha256.ofDigest(take(in, 32)));
      int length = take(in, 1)[0];
      if (length < 0 || length > MAX_LABEL) {
        throw new WireFormatException("a label is longer than " + MAX_LABEL + " bytes");
      }
      labels.add(new String(take(in, length), StandardCharsets.UTF_8));
    }
    if (in.hasRemaining()) {
      throw new WireFormatException("a chunk of answers has bytes left over");
    }
    return new Answers(hashes, labels);
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (in.remaining() < length) {
      throw new WireFormatException("a chunk of answers is cut off");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
