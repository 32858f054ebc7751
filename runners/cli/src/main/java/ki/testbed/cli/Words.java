package ki.testbed.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import tools.jackson.databind.JsonNode;

/** Everything this client says, in German or English. */
record Words(Locale language, ResourceBundle bundle) {
  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  /** German where the person's language is German, otherwise English. */
  static Words of(Locale wanted) {
    var language = wanted.getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH;
    return new Words(
        language, ResourceBundle.getBundle("ki.testbed.cli.words", language, NO_FALLBACK));
  }

  /**
   * A sentence with its parts filled in; parts are strings, so that no number is formatted on the
   * way.
   */
  String say(String key, String... parts) {
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(parts);
  }

  /**
   * The word for a code of a closed set, or the code itself where this client is older than the
   * testbed.
   */
  String code(String set, String code) {
    var key = set + "." + code;
    return bundle.containsKey(key) ? bundle.getString(key) : code;
  }

  /** A sentence that the testbed sends in both languages. */
  String of(JsonNode text) {
    return text.path(language.getLanguage()).asString("");
  }
}
