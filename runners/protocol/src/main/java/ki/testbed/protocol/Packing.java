package ki.testbed.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Raw bytes to the payload of a chunk and back: zlib (RFC 1950), then base64 (RFC 4648). */
public final class Packing {
  /** Name of the codec in {@link Event.Chunk}. */
  public static final String CODEC = "deflate";

  private Packing() {}

  /** A chunk event for these bytes. */
  public static Event.Chunk pack(String kind, int index, int rows, byte[] bytes) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2 + 64);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return new Event.Chunk(
          kind,
          index,
          rows,
          CODEC,
          Sha256.of(bytes),
          Base64.getEncoder().encodeToString(packed.toByteArray()));
    } finally {
      deflater.end();
    }
  }

  /**
   * The bytes of a chunk, checked against its hash.
   *
   * @param maxBytes most bytes that are unpacked
   * @throws WireFormatException if codec, encoding, size or hash are wrong
   */
  public static byte[] unpack(Event.Chunk chunk, int maxBytes) {
    if (!CODEC.equals(chunk.codec())) {
      throw new WireFormatException("a chunk has an unknown codec");
    }
    byte[] bytes = inflate(decode(chunk.data()), maxBytes);
    if (!Sha256.of(bytes).equals(chunk.sha256())) {
      throw new WireFormatException("a chunk does not have its hash");
    }
    return bytes;
  }

  private static byte[] decode(String data) {
    try {
      return Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      throw new WireFormatException("a chunk is not base64", e);
    }
  }

  private static byte[] inflate(byte[] packed, int maxBytes) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 3);
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new WireFormatException("a chunk is cut off");
        }
        out.write(buffer, 0, n);
        if (out.size() > maxBytes) {
          throw new WireFormatException("a chunk unpacks to more than " + maxBytes + " bytes");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new WireFormatException("a chunk is not deflated data", e);
    } finally {
      inflater.end();
    }
  }
}
