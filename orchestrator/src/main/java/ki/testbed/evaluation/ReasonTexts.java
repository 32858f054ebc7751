package ki.testbed.evaluation;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Blame;

/** Sentences of the reasons, from {@code messages/reasons_de} and {@code messages/reasons_en}. */
final class ReasonTexts {
  static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
  private static final String UNKNOWN_FACT = "?";

  private ReasonTexts() {}

  static Text sentence(Reason reason, Detail detail) {
    Text text = text("reason." + reason + ".sentence");
    return new Text(fill(text.de(), detail), fill(text.en(), detail));
  }

  static Text nextStep(Reason reason, boolean triedAgain) {
    if (reason.blame() == Blame.TESTBED) {
      return text(triedAgain ? "reason.testbed.again" : "reason.testbed.over");
    }
    return text("reason." + reason + ".next");
  }

  static ResourceBundle bundle(Locale language) {
    var noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return ResourceBundle.getBundle(
        "messages/reasons", language, ReasonTexts.class.getClassLoader(), noFallback);
  }

  private static Text text(String key) {
    return new Text(bundle(Locale.GERMAN).getString(key), bundle(Locale.ENGLISH).getString(key));
  }

  private static String fill(String pattern, Detail detail) {
    return PLACEHOLDER
        .matcher(pattern)
        .replaceAll(found ->
            Matcher.quoteReplacement(detail.facts().getOrDefault(found.group(1), UNKNOWN_FACT)));
  }
}
