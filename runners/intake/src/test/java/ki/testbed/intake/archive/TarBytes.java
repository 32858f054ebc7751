package ki.testbed.intake.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes tar archives without any scruple: names, types, sizes and attributes are written as given.
 */
public final class TarBytes {
  private static final int BLOCK = 512;

  private final OutputStream out;

  /** Written as it grows. */
  public TarBytes(OutputStream out) {
    this.out = out;
  }

  /** A whole archive in memory. */
  public static byte[] of(Consumer<TarBytes> content) {
    var bytes = new ByteArrayOutputStream();
    var tar = new TarBytes(bytes);
    content.accept(tar);
    tar.end();
    return bytes.toByteArray();
  }

  public TarBytes directory(String name) {
    return directory(name, 0755);
  }

  public TarBytes directory(String name, int mode) {
    return entry('5', name, mode, "", new byte[0]);
  }

  public TarBytes file(String name, int mode, byte[] content) {
    return entry('0', name, mode, "", content);
  }

  public TarBytes file(String name, String content) {
    return file(name, 0644, content.getBytes(StandardCharsets.UTF_8));
  }

  public TarBytes symlink(String name, String to) {
    return entry('2', name, 0777, to, new byte[0]);
  }

  public TarBytes hardlink(String name, String to) {
    return entry('1', name, 0644, to, new byte[0]);
  }

  /** A mark that removes a file of lower layers. */
  public TarBytes whiteout(String name) {
    return file(name, "");
  }

  /** Any entry; names over 100 bytes are put into an extended header. */
  public TarBytes entry(char type, String name, int mode, String link, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] linkBytes = link.getBytes(StandardCharsets.UTF_8);
    if (nameBytes.length > 100) {
      pax("path", name);
    }
    if (linkBytes.length > 100) {
      pax("linkpath", link);
    }
    return raw(type, nameBytes, mode, linkBytes, content.length).bytes(content).pad(content.length);
  }

  /**
   * An extended header with one record, for the entry that follows; only one may precede an entry.
   */
  public TarBytes pax(String key, String value) {
    return extended('x', record(key, value));
  }

  /** An extended header of this type with these records. */
  public TarBytes extended(char type, String... records) {
    byte[] content = String.join("", records).getBytes(StandardCharsets.UTF_8);
    return raw(type, "pax".getBytes(StandardCharsets.US_ASCII), 0644, new byte[0], content.length)
        .bytes(content)
        .pad(content.length);
  }

  /** One record of an extended header. */
  public static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.getBytes(StandardCharsets.UTF_8).length;
    int digits = String.valueOf(length).length();
    digits = String.valueOf(length + digits).length();
    return (length + digits) + rest;
  }

  /** A header alone, with a size that nothing has to follow. */
  public TarBytes raw(char type, byte[] name, int mode, byte[] link, long size) {
    var block = new byte[BLOCK];
    System.arraycopy(name, 0, block, 0, Math.min(100, name.length));
    put(block, 100, octal(mode, 7));
    put(block, 124, octal(size, 11));
    put(block, 136, "00000000000");
    put(block, 148, "        ");
    block[156] = (byte) type;
    System.arraycopy(link, 0, block, 157, Math.min(100, link.length));
    put(block, 257, "ustar\00000");
    return sealed(block);
  }

  /** A header as given, with its check sum set. */
  public TarBytes sealed(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, octal(sum, 6) + "\0 ");
    return bytes(block);
  }

  /** Bytes as they are. */
  public TarBytes bytes(byte[] content) {
    try {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Zeros up to the next block. */
  public TarBytes pad(long size) {
    return bytes(new byte[(int) (-size & (BLOCK - 1))]);
  }

  /** The mark of the end. */
  public TarBytes end() {
    return bytes(new byte[2 * BLOCK]);
  }

  private static String octal(long value, int digits) {
    String text = Long.toOctalString(value);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static void put(byte[] block, int offset, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }
}
