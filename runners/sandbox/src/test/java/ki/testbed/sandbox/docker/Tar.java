package ki.testbed.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tar archive in the POSIX format, with nothing that differs from one time to the next.
 */
final class Tar {
  private static final int BLOCK = 512;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Tar file(String name, int mode, byte[] content) {
    header(name, mode, '0', content.length);
    out.writeBytes(content);
    pad();
    return this;
  }

  Tar folder(String name, int mode) {
    header(name, mode, '5', 0);
    return this;
  }

  byte[] bytes() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[2 * BLOCK]);
    return whole.toByteArray();
  }

  private void header(String name, int mode, char type, long size) {
    var header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "%07o".formatted(mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar\u000000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\u0000 ".formatted(sum));
    out.writeBytes(header);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private void pad() {
    int over = out.size() % BLOCK;
    if (over > 0) {
      out.writeBytes(new byte[BLOCK - over]);
    }
  }
}
