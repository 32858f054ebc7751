package ki.testbed.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The words of pages and problems: the same keys in both languages, short sentences, no words of
 * our inside.
 */
class CatalogueTests {
  private static final List<String> NOT_SHOWN =
      List.of("lease", "fencing", "epoch", "reconciler", "exception", "null");
  private static final int LONGEST = 30;

  static Stream<String> files() {
    return Arrays.stream(PageWiring.CATALOGUE);
  }

  private static Map<String, String> words(String file, Locale locale) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            file, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
    Map<String, String> words = new TreeMap<>();
    bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
    return words;
  }

  @ParameterizedTest
  @MethodSource("files")
  void bothLanguagesHaveTheSameKeys(String file) {
    assertThat(words(file, Locale.GERMAN).keySet())
        .isEqualTo(words(file, Locale.ENGLISH).keySet())
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void sentencesAreShortAndInPlainWords(String file) {
    for (Locale locale : List.of(Locale.GERMAN, Locale.ENGLISH)) {
      words(file, locale)
          .forEach((key, text) -> {
            for (String sentence : text.split("[.;:?!] ")) {
              assertThat(sentence.split("\\s+").length).as(key).isLessThanOrEqualTo(LONGEST);
            }
            for (String word : NOT_SHOWN) {
              assertThat(text.toLowerCase(locale))
                  .as(key)
                  .doesNotContainPattern("\\b" + word + "\\b");
            }
          });
    }
  }
}
