package ki.testbed.rules;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guesses whether an environment variable is a secret: by words of its name, or by well-known forms
 * of its value.
 */
final class SecretLooking {
  private static final Set<String> ANYWHERE =
      Set.of(
          "SECRET",
          "SECRETS",
          "PASSWORD",
          "PASSWD",
          "PASSPHRASE",
          "CREDENTIAL",
          "CREDENTIALS",
          "APIKEY",
          "ACCESSKEY",
          "PRIVATEKEY");
  private static final Set<String> AT_THE_END =
      Set.of("KEY", "KEYS", "TOKEN", "PWD", "PASS", "AUTH"); // not MAX_TOKENS, TOKEN_LIMIT
  private static final Pattern VALUE =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----|\\b(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abpr]-[A-Za-z0-9-]{10,}"
              + "|sk-[A-Za-z0-9_-]{20,}|hf_[A-Za-z0-9]{30,}|eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.)");

  private SecretLooking() {}

  static boolean is(String name, String value) {
    List<String> words = List.of(name.split("_"));
    return words.stream().anyMatch(ANYWHERE::contains)
        || (!words.isEmpty() && AT_THE_END.contains(words.getLast()))
        || VALUE.matcher(value).find();
  }
}
