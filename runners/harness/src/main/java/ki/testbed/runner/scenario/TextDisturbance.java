package ki.testbed.runner.scenario;

import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** Mistakes people and machines make in a text; sample i of a data set gets kind i modulo all. */
enum TextDisturbance {
  /** A neighbouring key. */
  KEYBOARD,
  /** A letter that looks alike to a reading machine. */
  OCR,
  /** Two letters in the wrong order. */
  SWAP,
  /** A letter that is missing. */
  DROP,
  /** Capitals and small letters. */
  CASE,
  /** A space too many. */
  SPACE,
  /** A letter of another script that looks the same. */
  HOMOGLYPH;

  private static final String ROWS = "qwertyuiop asdfghjkl zxcvbnm";
  private static final String OCR_FROM = "lIO0S5B8eocnmu";
  private static final String OCR_TO = "1l0O5S8Bceorwv";
  private static final String LATIN = "aceopxyABCEHKMOPTX";
  private static final String CYRILLIC = "асеорхуАВСЕНКМОРТХ";
  private static final double[] SHARES = {0.02, 0.05, 0.1, 0.2, 0.3};

  static TextDisturbance ofSample(int sample) {
    TextDisturbance[] all = values();
    return all[sample % all.length];
  }

  /**
   * The text with that disturbance at each letter by chance, from 2 % of letters at severity 1 to
   * 30 % at severity 5.
   */
  String disturb(String text, int severity, UniformRandomProvider random) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean hit = Character.isLetterOrDigit(letter) && random.nextDouble() < SHARES[severity - 1];
      if (hit && this == SWAP && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1))) {
        out.append(text.charAt(++i)).append(letter);
      } else {
        out.append(hit ? instead(letter, random) : String.valueOf(letter));
      }
    }
    return out.toString();
  }

  private String instead(char letter, UniformRandomProvider random) {
    return switch (this) {
      case KEYBOARD -> String.valueOf(neighbour(letter, random.nextBoolean() ? 1 : -1));
      case OCR -> String.valueOf(mapped(letter, OCR_FROM, OCR_TO));
      case SWAP -> String.valueOf(letter);
      case DROP -> "";
      case CASE -> flipped(String.valueOf(letter));
      case SPACE -> letter + " ";
      case HOMOGLYPH -> String.valueOf(mapped(letter, LATIN, CYRILLIC));
    };
  }

  private static String flipped(String letter) {
    String upper = letter.toUpperCase(Locale.ROOT);
    return letter.equals(upper) ? letter.toLowerCase(Locale.ROOT) : upper;
  }

  private static char mapped(char letter, String from, String to) {
    int at = from.indexOf(letter);
    return at < 0 ? letter : to.charAt(at);
  }

  private static char neighbour(char letter, int step) {
    int at = ROWS.indexOf(Character.toLowerCase(letter));
    int to = at + step;
    boolean none = at < 0 || to < 0 || to >= ROWS.length() || ROWS.charAt(to) == ' ';
    return none ? letter : ROWS.charAt(to);
  }
}
