package ki.testbed.intake;

import java.util.Arrays;

/**
 * One 512-byte block of a tar archive (POSIX.1-1988 ustar, GNU and star variants, see IEEE Std
 * 1003.1 "pax"), read as engines read it. Numbers that are none give -1.
 */
final class TarHeader {
  static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int MAGIC = 257;
  private static final int PREFIX = 345;

  private final byte[] block;

  TarHeader(byte[] block) {
    this.block = block;
  }

  boolean isZero() {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether its check sum is right, counted with unsigned or, as some old programs do, with signed
   * bytes.
   */
  boolean isWhole() {
    long stated = number(CHECKSUM, CHECKSUM_LENGTH);
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    return stated == unsigned || stated == signed;
  }

  char type() {
    return (char) (block[156] & 0xff);
  }

  byte[] name() {
    byte[] name = text(0, 100);
    byte[] prefix =
        has(MAGIC, "ustar\0") ? text(PREFIX, has(508, "tar\0") ? 131 : 155) : new byte[0];
    return prefix.length == 0 ? name : joined(prefix, name);
  }

  byte[] link() {
    return text(157, 100);
  }

  int mode() {
    return (int) number(100, 8) & 07777;
  }

  long size() {
    return number(124, 12);
  }

  /** Of an old GNU sparse entry: bytes of the whole file. */
  long sparseSize() {
    return number(483, 12);
  }

  /** Of an old GNU sparse entry: whether blocks with more of its map follow. */
  boolean sparseGoesOn() {
    return block[482] != 0;
  }

  /** Of such a following block. */
  boolean sparseMapGoesOn() {
    return block[504] != 0;
  }

  private boolean has(int offset, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (block[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private byte[] text(int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, offset, end);
  }

  private static byte[] joined(byte[] prefix, byte[] name) {
    var path = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    path[prefix.length] = '/';
    System.arraycopy(name, 0, path, prefix.length + 1, name.length);
    return path;
  }

  private long number(int offset, int length) {
    return (block[offset] & 0x80) != 0 ? binary(offset, length) : octal(offset, length);
  }

  private long binary(int offset, int length) {
    long value = block[offset] & 0x7f;
    for (int i = offset + 1; i < offset + length; i++) {
      if (value >= 1L << 55) {
        return -1;
      }
      value = value << 8 | block[i] & 0xff;
    }
    return value;
  }

  private long octal(int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && (block[at] == ' ' || block[at] == 0)) {
      at++;
    }
    long value = 0;
    for (; at < end && block[at] != ' ' && block[at] != 0; at++) {
      if (block[at] < '0' || block[at] > '7') {
        return -1;
      }
      value = value << 3 | block[at] - '0';
    }
    return value;
  }
}
