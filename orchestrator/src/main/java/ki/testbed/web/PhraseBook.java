package ki.testbed.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Phrases for each reader. */
@Component
class PhraseBook {
  private final MessageSource words;
  private final WebProperties settings;

  PhraseBook(MessageSource words, WebProperties settings) {
    this.words = words;
    this.settings = settings;
  }

  Phrases in(Locale locale) {
    return new Phrases(words, locale, settings.zone());
  }
}
