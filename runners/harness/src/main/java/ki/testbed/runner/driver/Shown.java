package ki.testbed.runner.driver;

/** Text of a submitter made fit to be shown: printable, no markup, short. */
final class Shown {
  private static final int MOST = 120;

  private Shown() {}

  static String text(String raw) {
    StringBuilder out = new StringBuilder();
    raw.codePoints().limit(MOST).forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    boolean plain = Character.isLetterOrDigit(c) || " .,:;()[]{}/_-+*=#%'\"".indexOf(c) >= 0;
    if (plain) {
      out.appendCodePoint(c);
    } else {
      out.append('?');
    }
  }
}
