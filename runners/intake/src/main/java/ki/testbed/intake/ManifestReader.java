package ki.testbed.intake;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the small JSON files of an archive that say what belongs to the image (I105, I115). */
final class ManifestReader {
  private static final int LARGEST = 4 << 20;
  private static final int DEPTH = 64;

  private final ArchiveIndex index;
  private final Findings findings;
  private final StrictJson json = new StrictJson(DEPTH);

  ManifestReader(ArchiveIndex index, Findings findings) {
    this.index = index;
    this.findings = findings;
  }

  ArchiveIndex index() {
    return index;
  }

  Findings findings() {
    return findings;
  }

  /** The JSON of this name; absent and said why if there is none. */
  Optional<JsonNode> json(String name) throws IOException {
    Optional<byte[]> bytes = bytes(name);
    return bytes.isEmpty() ? Optional.empty() : parsed(name, bytes.get());
  }

  Optional<JsonNode> parsed(String name, byte[] bytes) {
    Optional<JsonNode> node = json.read(bytes);
    if (node.isEmpty()) {
      unusable(name, "ist kein lesbares JSON", "is no readable JSON");
    }
    return node;
  }

  Optional<byte[]> bytes(String name) throws IOException {
    Optional<ArchiveIndex.Content> content = plain(name);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    if (content.get().size() > LARGEST) {
      unusable(name, "ist zu groß", "is too large");
      return Optional.empty();
    }
    return Optional.of(index.bytes(content.get()));
  }

  /** A file of this name that is no link and is there once. */
  Optional<ArchiveIndex.Content> plain(String name) {
    Optional<ArchiveIndex.Part> part = index.find(name);
    if (part.isEmpty()) {
      unusable(name, "fehlt im Archiv", "is missing in the archive");
    } else if (part.get() instanceof ArchiveIndex.Link) {
      link(name);
    } else if (part.get() instanceof ArchiveIndex.Content content && isSingle(name)) {
      return Optional.of(content);
    } else {
      unusable(
          name,
          "ist keine Datei oder steht zweimal im Archiv",
          "is no file or stands in the archive twice");
    }
    return Optional.empty();
  }

  /** A blob may be there twice, as its name says what it must be. */
  private boolean isSingle(String name) {
    return BlobName.blob(name).isPresent() || !index.isRepeated(name);
  }

  void link(String name) {
    String shown = Shown.of(name);
    findings.add(
        ImageCode.I115.at(
            shown,
            "`" + shown + "` im Archiv ist eine Verknüpfung, die nicht erlaubt ist.",
            "`" + shown + "` in the archive is a link that is not allowed."));
  }

  void unusable(String name, String de, String en) {
    String shown = Shown.of(name);
    findings.add(
        ImageCode.I105.at(shown, "`" + shown + "` " + de + ".", "`" + shown + "` " + en + "."));
  }

  void mismatch(String name) {
    String shown = Shown.of(name);
    findings.add(
        ImageCode.I108.at(
            shown,
            "`" + shown + "` passt nicht zu seinem Hash oder seiner Größe.",
            "`" + shown + "` does not match its hash or size."));
  }

  void severalImages(String name, int count) {
    findings.add(
        ImageCode.I106.at(
            name,
            "Das Archiv enthält mehrere Images oder Plattformen (" + count + ").",
            "The archive holds several images or platforms (" + count + ")."));
  }

  void elsewhere(String name) {
    String shown = Shown.of(name);
    findings.add(
        ImageCode.I107.at(
            shown,
            "Von der Schicht `" + shown + "` enthält das Archiv nur eine Adresse.",
            "Of the layer `" + shown + "` the archive holds only an address."));
  }
}
