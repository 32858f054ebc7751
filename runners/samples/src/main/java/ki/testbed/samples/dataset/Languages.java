package ki.testbed.samples.dataset;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which languages, and which edition of the declaration for each: the 24 official languages of the
 * European Union, as fixed by Regulation No 1/1958 in its current form. The rule looks at what they
 * are, not at how well a model knows them; it was written down after the sample's accuracy per
 * language had been seen, so figures on this set are no blind test of that sample.
 *
 * <p>Labels are ISO 639-2/T codes. For Estonian and Latvian these are codes of macrolanguages (est,
 * lav); the texts are in Standard Estonian (ekk) and Standard Latvian (lvs).
 */
final class Languages {
  private static final List<String> OFFICIAL =
      List.of(
          "bul", "ces", "dan", "deu", "ell", "eng", "est", "fin", "fra", "gle", "hrv", "hun", "ita",
          "lav", "lit", "mlt", "nld", "pol", "por", "ron", "slk", "slv", "spa", "swe");

  private static final List<Edition> IN_TODAYS_SPELLING =
      List.of(
          new Edition("deu", "deu_1996"),
          new Edition("ell", "ell_monotonic"),
          new Edition("por", "por_PT"),
          new Edition("ron", "ron_2006"));

  private record Edition(String label, String file) {}

  private Languages() {}

  /**
   * Label to name of the edition; where the package has several, the one in today's European
   * spelling.
   */
  static SortedMap<String, String> editions() {
    var editions = new TreeMap<String, String>();
    OFFICIAL.forEach(label -> editions.put(label, label));
    IN_TODAYS_SPELLING.forEach(edition -> editions.put(edition.label(), edition.file()));
    return Collections.unmodifiableSortedMap(editions);
  }
}
