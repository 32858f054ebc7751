package ki.testbed.rules.bundle;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Names of files in a bundle: relative, and never out of it. */
final class Paths {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,7}");

  private Paths() {}

  static boolean safe(String path) {
    return path.length() <= 200
        && SAFE.matcher(path).matches()
        && Arrays.stream(path.split("/")).noneMatch(part -> part.matches("\\.+"));
  }
}
