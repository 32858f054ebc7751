package ki.testbed.samples.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;

/**
 * One data set as it is shipped: samples, truth, the record that binds both by hash, and the
 * licence.
 *
 * @param rule the selection rule in a sentence
 */
record DataSetFiles(String id, Text title, String rule, Selection selection, String licence) {

  /** Writes the four files, replacing older ones. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    var samples = Ndjson.inputs(selection.samples());
    var expected = Ndjson.expected(selection.samples());
    Files.write(folder.resolve("samples.ndjson"), samples);
    Files.write(folder.resolve("expected.ndjson"), expected);
    Files.writeString(folder.resolve("LICENCE"), licence);
    Files.writeString(folder.resolve("dataset.yaml"), record(samples, expected));
  }

  private String record(byte[] samples, byte[] expected) {
    return """
    # Made by `make data-langid`; do not edit.
    id: %s
    version: "1"
    title:
      de: %s
      en: %s
    task: classification
    source: npm package %s %s
    sourceIntegrity: %s
    sourceText: >-
      Universal Declaration of Human Rights, United Nations, 1948, in the translations collected by the project
      "UDHR in Unicode"; the text itself is free of copyright.
    licence: MIT
    personalData: NOT_PERSONAL
    selectionRule: >-
      %s
    n: %d
    languages: [%s]
    split: TEST
    visibility: PUBLIC
    sensitiveAttributes: []
    leakage:
      result: NOT_POSSIBLE
      reason: >-
        The declaration is one of the most copied texts there is, and training texts of submissions are not held here by hash.
        Any language model may have seen these sentences, so a high accuracy shows that a service works, not that it generalises.
    knownLimits: >-
      One legal text in formal language; no short messages, spelling mistakes or mixed languages.
      Labels are ISO 639-2/T codes. Services that tell Standard Estonian (ekk) from Estonian (est) or Standard Latvian (lvs)
      from Latvian (lav) count as wrong where they answer the narrower code.
    blobs:
      samples:
        file: samples.ndjson
        bytes: %d
        sha256: %s
      expected:
        file: expected.ndjson
        bytes: %d
        sha256: %s
    """
        .formatted(
            id,
            title.de(),
            title.en(),
            UdhrPackage.NAME,
            UdhrPackage.VERSION,
            UdhrPackage.INTEGRITY,
            rule,
            selection.samples().size(),
            String.join(", ", Languages.editions().keySet()),
            samples.length,
            Sha256.of(samples),
            expected.length,
            Sha256.of(expected));
  }
}
