package ki.testbed.architecture;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What our packages say about themselves in their package-info. */
final class Packages {
  private static final Pattern NAME = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

  /** Sentence of each package of main code by its name. */
  static final Map<String, String> SENTENCES = read();

  private Packages() {}

  /** Whether it lives below a module and says that it is pure, so that it may have public types. */
  static boolean isPure(String name) {
    return SENTENCES.getOrDefault(name, "").startsWith("Pure");
  }

  private static Map<String, String> read() {
    var sentences = new TreeMap<String, String>();
    for (Path file : Sources.mainJava()) {
      if (file.endsWith("package-info.java")) {
        Matcher name = NAME.matcher(Sources.text(file));
        if (name.find()) {
          sentences.put(name.group(1), Sources.sentence(file));
        }
      }
    }
    return sentences;
  }
}
