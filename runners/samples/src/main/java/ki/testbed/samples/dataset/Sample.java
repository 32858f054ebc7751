package ki.testbed.samples.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import ki.testbed.protocol.Sha256;

/** A text and the language it is written in. */
record Sample(String text, String label) {
  /**
   * An order that everybody can repeat and that puts no language beside itself: by SHA-256 of the
   * text.
   */
  static final Comparator<Sample> BY_HASH =
      Comparator.comparing(sample -> sample.hash().toString());

  private Sha256 hash() {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
