package ki.testbed.samples.hostile;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an HTTP server does wrong with an inference. */
enum Misbehaviour {
  SLOW_STATUS,
  SLOW_HEADERS,
  SLOW_BODY,
  ENDLESS_CHUNKS,
  ENDLESS_EVENTS,
  LENGTH_HUGE,
  LENGTH_NEGATIVE,
  LENGTH_TWICE,
  LENGTH_AND_CHUNKED,
  HEADER_BOMB,
  INTERIM_FLOOD,
  GZIP_BODY,
  REDIRECT_METADATA,
  REDIRECT_SERVICE,
  REDIRECT_FILE,
  HTML,
  BOM,
  UTF16,
  BAD_UTF8,
  DEEP_JSON,
  DUPLICATE_KEYS,
  TOO_LARGE_NUMBER,
  NAN,
  LONG_STRING,
  RESET,
  HALF_CLOSE,
  SILENCE,
  UNSOLICITED,
  SWAPPED,
  TEN_TIMES_SLOWER;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Misbehaviour named(String word) {
    return Arrays.stream(values())
        .filter(one -> one.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no '" + word + "'; " + words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(Misbehaviour::word).collect(Collectors.joining(", "));
  }
}
