package ki.testbed.runner.driver;

import java.nio.charset.StandardCharsets;

/**
 * One line of an HTTP head while it comes in, without its end; a fixed buffer, so a long line costs
 * nothing.
 */
final class HeadLine {
  private final byte[] bytes;
  private int length;
  private int colon;

  HeadLine(int most) {
    this.bytes = new byte[most];
  }

  void clear() {
    length = 0;
  }

  int room() {
    return bytes.length - length;
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void grow(int by) {
    length += by;
  }

  /** Takes the line feed, and the carriage return before it, off the end. */
  void trimEnd() {
    length--;
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
  }

  boolean isEmpty() {
    return length == 0;
  }

  byte at(int i) {
    return i < length ? bytes[i] : 0;
  }

  /**
   * Whether this is {@code token ":" value} without control characters (RFC 9112, section 5);
   * remembers where the colon is.
   */
  boolean splitField() {
    colon = 0;
    while (colon < length && isTokenByte(bytes[colon])) {
      colon++;
    }
    return colon > 0 && at(colon) == ':' && noControls();
  }

  private boolean noControls() {
    for (int i = colon; i < length; i++) {
      if ((bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') || bytes[i] == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenByte(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(b) >= 0;
  }

  /** Whether the field has this name, given in lower case. */
  boolean named(String name) {
    if (colon != name.length()) {
      return false;
    }
    for (int i = 0; i < colon; i++) {
      if (lower(bytes[i]) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /** The field's value in lower case, without the white space around it. */
  String value() {
    return new String(bytes, colon + 1, length - colon - 1, StandardCharsets.ISO_8859_1)
        .strip()
        .toLowerCase(java.util.Locale.ROOT);
  }

  /** The field's value as a length, or -1 if it is no plain decimal number of at most 18 digits. */
  long valueAsLength() {
    int from = colon + 1;
    int to = length;
    while (from < to && (bytes[from] == ' ' || bytes[from] == '\t')) {
      from++;
    }
    while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\t')) {
      to--;
    }
    return decimal(from, to);
  }

  private long decimal(int from, int to) {
    if (from == to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      value = value * 10 + (bytes[i] - '0');
    }
    return value;
  }

  /** The three digits of {@code HTTP/1.x nnn}, or -1 if this is no such status line. */
  int status() {
    boolean version = startsWith("HTTP/1.") && (at(7) == '0' || at(7) == '1') && at(8) == ' ';
    boolean end = length == 12 || at(12) == ' ';
    int status = version && end ? (int) decimal(9, Math.min(12, length)) : -1;
    return status >= 100 && status <= 599 ? status : -1;
  }

  private boolean startsWith(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (at(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The hexadecimal size at the start of a chunk's line, extensions left out, or -1 if there is
   * none of at most 8 digits.
   */
  long chunkSize() {
    long size = 0;
    int i = 0;
    for (; i < length && Character.digit(bytes[i], 16) >= 0; i++) {
      size = size * 16 + Character.digit(bytes[i], 16);
    }
    boolean end = i == length || bytes[i] == ';' || bytes[i] == ' ' || bytes[i] == '\t';
    return i > 0 && i <= 8 && end ? size : -1;
  }
}
