package ki.testbed.evaluation;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for what nobody who hands something in may learn from what the service shows: paths of the
 * machine, ids of containers, secrets, and names of others.
 */
final class Disclosure {
  private static final List<Pattern> FORBIDDEN =
      List.of(
          Pattern.compile("(?<![\\w.])/(root|home|run|var|opt/testbed|srv|mnt|work|usr/lib)/\\S+"),
          Pattern.compile(Pattern.quote(System.getProperty("user.dir")) + "\\S*"),
          Pattern.compile("docker\\.sock|testbed_service|jdbc:\\S+"),
          Pattern.compile("tb-[0-9a-f]{8}-\\S+"),
          Pattern.compile("\\bat (java|ki|org|tools)\\.[\\w.$]+\\("),
          Pattern.compile("(?i)\"?(seed|password|token|secret)\"?\\s*[:=]\\s*\"?[0-9a-f]{16,}"));

  private Disclosure() {}

  /** What of it is in a text. */
  static List<String> in(String shown) {
    return FORBIDDEN.stream()
        .map(pattern -> pattern.matcher(shown))
        .filter(Matcher::find)
        .map(found -> "shows " + found.group())
        .toList();
  }
}
