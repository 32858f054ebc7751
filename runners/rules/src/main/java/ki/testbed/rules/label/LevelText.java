package ki.testbed.rules.label;

import java.util.regex.Pattern;

/** Plain text of the markup in official files: line breaks stay, everything else is stripped. */
final class LevelText {
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");
  private static final Pattern MARKUP = Pattern.compile("<[^<>]*>");

  private LevelText() {}

  static String plain(String html) {
    return MARKUP.matcher(BREAK.matcher(html).replaceAll("\n")).replaceAll("").strip();
  }
}
