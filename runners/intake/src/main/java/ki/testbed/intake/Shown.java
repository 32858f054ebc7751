package ki.testbed.intake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text of a stranger made safe to read: nothing in it moves a cursor, changes direction or hides,
 * and it is at most 120 characters long.
 */
final class Shown {
  private static final int LONGEST = 120;
  private static final int ENOUGH_BYTES = 4 * LONGEST;

  private Shown() {}

  /** UTF-8 if it is, else byte by byte. */
  static String of(byte[] raw) {
    if (isUtf8(raw)) {
      return of(new String(raw, StandardCharsets.UTF_8));
    }
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(raw.length, ENOUGH_BYTES); i++) {
      text.append(
          raw[i] >= ' ' && raw[i] < 0x7f
              ? escaped(raw[i])
              : "\\x" + HexFormat.of().toHexDigits(raw[i]));
    }
    return cut(text.toString());
  }

  static String of(String raw) {
    var text = new StringBuilder();
    raw.codePoints().limit(LONGEST + 1L).forEach(point -> text.append(escaped(point)));
    return cut(text.toString());
  }

  /**
   * Whether these bytes are UTF-8 without control characters, those for writing direction included.
   */
  static boolean isClean(byte[] raw) {
    return isPlainAscii(raw)
        || isUtf8(raw)
            && new String(raw, StandardCharsets.UTF_8).codePoints().noneMatch(Shown::isControl);
  }

  private static boolean isPlainAscii(byte[] raw) {
    for (byte b : raw) {
      if (b < ' ' || b == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] raw) {
    try {
      CharBuffer unused =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(raw));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isControl(int point) {
    return Character.getType(point) == Character.CONTROL || isDirection(point);
  }

  private static boolean isDirection(int point) {
    return point == 0x061c
        || point == 0x200e
        || point == 0x200f
        || point >= 0x202a && point <= 0x202e
        || point >= 0x2066 && point <= 0x2069;
  }

  private static String escaped(int point) {
    if (point == '\\') {
      return "\\\\";
    }
    return isVisible(point) ? Character.toString(point) : "\\u{%x}".formatted(point);
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
    return text.substring(0, end) + "…";
  }
}
