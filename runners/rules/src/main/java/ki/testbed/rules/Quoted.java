package ki.testbed.rules;

/**
 * Text of a submitter inside a message of ours: in backticks, at most 120 characters, nothing that
 * changes how the rest is shown.
 */
final class Quoted {
  private static final int LONGEST = 120;

  private Quoted() {}

  static String of(String text) {
    return "`" + escaped(text) + "`";
  }

  /** Without the backticks. */
  static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
    return shown.append(text.codePointCount(0, text.length()) > LONGEST ? ".." : "").toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (c == '`' || unprintable(c)) {
      shown.append("\\u{%x}".formatted(c));
    } else {
      shown.appendCodePoint(c);
    }
  }

  /** Control, format (bidirectional marks among them), surrogate and line-breaking characters. */
  static boolean unprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
