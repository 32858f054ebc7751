package ki.testbed.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path as bytes of a stranger, cut at its slashes; parts that are empty or {@code .} are left
 * out.
 */
final class EntryName {
  static final EntryName EMPTY = new EntryName(new byte[0]);
  private static final byte SLASH = '/';

  private final byte[] bytes;
  private int[] ends = new int[16];
  private int parts;
  private int longest;
  private boolean climbs;

  EntryName(byte[] bytes) {
    this.bytes = bytes;
    int start = 0;
    for (int at = 0; at <= bytes.length; at++) {
      if (at == bytes.length || bytes[at] == SLASH) {
        add(start, at);
        start = at + 1;
      }
    }
  }

  static EntryName of(String path) {
    return new EntryName(path.getBytes(StandardCharsets.UTF_8));
  }

  private void add(int start, int end) {
    int length = end - start;
    if (length == 0 || length == 1 && bytes[start] == '.') {
      return;
    }
    climbs |= length == 2 && bytes[start] == '.' && bytes[start + 1] == '.';
    longest = Math.max(longest, length);
    if (2 * parts == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[2 * parts] = start;
    ends[2 * parts + 1] = end;
    parts++;
  }

  byte[] bytes() {
    return bytes;
  }

  int parts() {
    return parts;
  }

  int start(int part) {
    return ends[2 * part];
  }

  int length(int part) {
    return ends[2 * part + 1] - ends[2 * part];
  }

  byte[] part(int part) {
    return Arrays.copyOfRange(bytes, start(part), ends[2 * part + 1]);
  }

  boolean partIs(int part, String ascii) {
    return length(part) == ascii.length() && partStarts(part, ascii);
  }

  boolean partStarts(int part, String ascii) {
    if (length(part) < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[start(part) + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The same directory, another last part. */
  EntryName withoutLastPrefix(int prefix) {
    int start = start(parts - 1);
    var shorter = new byte[bytes.length - prefix];
    System.arraycopy(bytes, 0, shorter, 0, start);
    System.arraycopy(bytes, start + prefix, shorter, start, bytes.length - prefix - start);
    return new EntryName(shorter);
  }

  /** Whether it starts at the root; the root itself, however written, does not count. */
  boolean isAbsolute() {
    return parts > 0 && bytes[0] == SLASH;
  }

  /** Whether {@code ..} is among its parts. */
  boolean climbs() {
    return climbs;
  }

  int longest() {
    return longest;
  }

  /** Parts with slashes between, for looking up by name. */
  String normal() {
    var text = new StringBuilder();
    for (int i = 0; i < parts; i++) {
      text.append(i == 0 ? "" : "/")
          .append(new String(bytes, start(i), length(i), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** For people: escaped and cut. */
  String shown() {
    return Shown.of(bytes);
  }
}
