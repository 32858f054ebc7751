package ki.testbed.evaluation;

import java.util.Locale;
import ki.testbed.protocol.Text;

/** Why a run waits, in words. */
final class WaitingTexts {
  private WaitingTexts() {}

  static Waiting of(int ahead, String code) {
    return new Waiting(
        ahead, code, new Text(text(Locale.GERMAN, ahead, code), text(Locale.ENGLISH, ahead, code)));
  }

  private static String text(Locale language, int ahead, String code) {
    return ReasonTexts.bundle(language)
        .getString("waiting." + code)
        .replace("{ahead}", Integer.toString(ahead));
  }
}
