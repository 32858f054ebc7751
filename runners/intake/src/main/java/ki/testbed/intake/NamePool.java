package ki.testbed.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ki.testbed.intake.ArchiveBroken.Why;

/** Many short byte strings in few arrays; a string is named by an int. */
final class NamePool {
  private static final int CHUNK = 1 << 20;
  private static final int LENGTH_BYTES = 2;

  private final List<byte[]> chunks = new ArrayList<>();
  private final int most;
  private int free = CHUNK;

  /** Holds up to {@code bytes}, each string counted with two bytes for its length. */
  NamePool(int bytes) {
    this.most = Math.ceilDiv(bytes, CHUNK);
  }

  int add(byte[] source, int offset, int length) throws ArchiveBroken {
    if (free + LENGTH_BYTES + length > CHUNK) {
      addChunk();
    }
    byte[] chunk = chunks.getLast();
    int id = (chunks.size() - 1) * CHUNK + free;
    chunk[free] = (byte) (length >> 8);
    chunk[free + 1] = (byte) length;
    System.arraycopy(source, offset, chunk, free + LENGTH_BYTES, length);
    free += LENGTH_BYTES + length;
    return id;
  }

  boolean is(int id, byte[] other, int offset, int length) {
    int start = start(id);
    return length(id) == length
        && Arrays.equals(chunk(id), start, start + length, other, offset, offset + length);
  }

  byte[] get(int id) {
    return Arrays.copyOfRange(chunk(id), start(id), start(id) + length(id));
  }

  private void addChunk() throws ArchiveBroken {
    if (chunks.size() == most) {
      throw new ArchiveBroken(Why.TOO_MANY, 0);
    }
    chunks.add(new byte[CHUNK]);
    free = 0;
  }

  private byte[] chunk(int id) {
    return chunks.get(id / CHUNK);
  }

  private static int start(int id) {
    return id % CHUNK + LENGTH_BYTES;
  }

  private int length(int id) {
    byte[] chunk = chunk(id);
    return (chunk[id % CHUNK] & 0xff) << 8 | chunk[id % CHUNK + 1] & 0xff;
  }
}
