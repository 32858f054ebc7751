package ki.testbed.web;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import ki.testbed.evidence.plot.Figures;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import org.springframework.context.MessageSource;

/** How one reader's pages say things. */
public record Phrases(MessageSource words, Locale locale, ZoneId zone) {
  private static final String SPACE = "\u00a0";
  private static final int SHORT_HASH = 12;

  /** The sentence of this key, its gaps filled. */
  public String of(String key, Object... facts) {
    return words.getMessage(key, facts, locale);
  }

  /** The sentence of this key, or another one if the catalogue has none. */
  public String orElse(String key, String other) {
    return Objects.requireNonNullElse(words.getMessage(key, null, other, locale), other);
  }

  /** The word for a constant: key, a point, its name. */
  public String word(String key, Enum<?> constant) {
    return of(key + "." + constant.name());
  }

  /** A text that comes in both languages. */
  public String text(Text text) {
    return german() ? text.de() : text.en();
  }

  /** Numbers of this reader's language. */
  public Figures figures() {
    return Figures.of(locale);
  }

  /** A point in time to the second, with its zone. */
  public String time(Instant instant) {
    String pattern = german() ? "d.M.yyyy, HH:mm:ss z" : "d MMM yyyy, HH:mm:ss z";
    return DateTimeFormatter.ofPattern(pattern, locale).withZone(zone).format(instant);
  }

  /** The same for machines. */
  public String machineTime(Instant instant) {
    return instant.toString();
  }

  /** A length of time, rounded to what matters. */
  public String span(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 10) {
      return figures().tenths(BigDecimal.valueOf(Math.max(0, length.toMillis()), 3)) + SPACE + "s";
    }
    if (seconds < 60) {
      return seconds + SPACE + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + SPACE + "min " + seconds % 60 + SPACE + "s";
    }
    return seconds / 3600 + SPACE + "h " + seconds % 3600 / 60 + SPACE + "min";
  }

  /** The first digits of a hash. */
  public String shortHash(Sha256 hash) {
    return hash.hex().substring(0, SHORT_HASH);
  }

  /** Two-letter code of the language. */
  public String language() {
    return locale.getLanguage();
  }

  private boolean german() {
    return locale.getLanguage().equals("de");
  }
}
