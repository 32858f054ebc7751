package ki.testbed.rules;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ki.testbed.protocol.Answers;
import ki.testbed.protocol.Event;
import ki.testbed.protocol.Exchanges;
import ki.testbed.protocol.Observations;
import ki.testbed.protocol.Packing;
import ki.testbed.protocol.Pieces;
import ki.testbed.protocol.Scores;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Wire;
import ki.testbed.protocol.WireFormatException;

/** Unpacks a runner's chunks in their order and keeps their rows. */
public final class ChunkReader {
  private static final int MOST_UNPACKED = 16 << 20;

  private final MessageDigest all = Sha256.digest();
  private final Map<String, Integer> next = new HashMap<>();
  private final List<Exchanges> exchanges = new ArrayList<>();
  private final List<Pieces> pieces = new ArrayList<>();
  private final List<Scores> scores = new ArrayList<>();
  private Optional<Observations> observations = Optional.empty();
  private int chunks;

  /** A reader that has seen nothing. */
  public ChunkReader() {}

  /**
   * Takes the next chunk.
   *
   * @throws WireFormatException if it is out of order, does not have its hash, or does not hold
   *     what it says
   */
  public void take(Event.Chunk chunk) {
    int due = next.getOrDefault(chunk.kind(), 0);
    if (chunk.index() != due) {
      throw new WireFormatException("chunk " + chunk.index() + " came where " + due + " is due");
    }
    next.put(chunk.kind(), due + 1);
    byte[] bytes = Packing.unpack(chunk, MOST_UNPACKED);
    all.update(HexFormat.of().parseHex(chunk.sha256().hex()));
    chunks++;
    keep(chunk, bytes);
  }

  private void keep(Event.Chunk chunk, byte[] bytes) {
    switch (chunk.kind()) {
      case "exchanges" -> exchanges.add(Exchanges.decode(bytes, chunk.rows()));
      case "outcomes" -> scores.add(Scores.decode(bytes, chunk.rows()));
      case "stream" -> pieces.add(Pieces.decode(bytes, chunk.rows()));
      case "answers" -> Answers.decode(bytes, chunk.rows());
      case "harness" -> observations = Optional.of(Wire.readObservations(bytes));
      default -> throw new WireFormatException("a chunk has an unknown kind");
    }
  }

  /** Whether the runner's last word on its raw data fits what came. */
  public boolean agrees(Event.ResultComplete result) {
    return result.chunks() == chunks && result.sha256().equals(Sha256.ofDigest(digestSoFar()));
  }

  private byte[] digestSoFar() {
    try {
      return ((MessageDigest) all.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All rows of exchanges so far. */
  public Exchanges exchanges() {
    return Exchanges.concat(exchanges);
  }

  /** All scores so far, absent where nothing was scored. */
  public Optional<Scores> scores() {
    return scores.isEmpty() ? Optional.empty() : Optional.of(Scores.concat(scores));
  }

  /** All pieces of streamed answers so far. */
  public Pieces pieces() {
    return Pieces.concat(pieces);
  }

  /** What the runner saw of itself. */
  public Optional<Observations> observations() {
    return observations;
  }
}
