package ki.testbed.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.intake.ArchiveIndex.Content;
import ki.testbed.protocol.Sha256;

/** One archive from its manifest down to the last entry of its last layer. */
final class ImageReading {
  private static final int TEXT_BYTES = 96 << 20;

  private final FileChannel file;
  private final IntakeBounds bounds;
  private final ImageSettings settings;
  private final Findings findings;
  private final NameRules names;

  ImageReading(FileChannel file, IntakeBounds bounds, ImageSettings settings, Findings findings) {
    this.file = file;
    this.bounds = bounds;
    this.settings = settings;
    this.findings = findings;
    this.names = new NameRules(bounds.names(), findings);
  }

  /** Absent if it could not be read to the end; the findings say why. */
  Optional<ImageFacts> read() throws IOException {
    Optional<ImageParts> parts = parts();
    return parts.isEmpty() ? Optional.empty() : image(parts.get());
  }

  private Optional<ImageParts> parts() throws IOException {
    Optional<Compression> whole = LayerStream.compression(file, new Content(0, file.size()));
    if (file.size() < TarHeader.BLOCK || whole.filter(Compression.NONE::equals).isEmpty()) {
      findings.add(BrokenText.noArchive(whole));
      return Optional.empty();
    }
    try {
      var reader = new ManifestReader(ArchiveIndex.read(file, names, findings), findings);
      return reader.index().has(DockerSave.MANIFEST) ? new DockerSave(reader).read() : oci(reader);
    } catch (ArchiveBroken e) {
      findings.add(BrokenText.archive(e, file.size()));
      return Optional.empty();
    }
  }

  private static Optional<ImageParts> oci(ManifestReader reader) throws IOException {
    if (!reader.index().has(OciLayout.INDEX)) {
      reader
          .findings()
          .add(
              ImageCode.I105.of(
                  "Im Archiv fehlen `manifest.json` und `index.json`; ein Export mit `docker export` ist kein Image.",
                  "The archive has neither `manifest.json` nor `index.json`; an export by `docker export` is no image."));
      return Optional.empty();
    }
    return new OciLayout(reader).read();
  }

  private Optional<ImageFacts> image(ImageParts parts) throws IOException {
    Content content = parts.config();
    var configs = new ConfigReader(bounds.config(), findings);
    if (content.size() > ConfigReader.LARGEST) {
      configs.tooLarge(content.size());
      return Optional.empty();
    }
    byte[] bytes =
        new FileSlice(file, content.position(), content.size()).readNBytes((int) content.size());
    Sha256 digest = Sha256.of(bytes);
    if (parts.configDigest().filter(stated -> !stated.equals(digest)).isPresent()) {
      findings.add(
          ImageCode.I108.of(
              "Die Konfiguration passt nicht zu ihrem Hash.",
              "The config does not match its hash."));
    }
    Optional<ImageConfig> config = configs.read(bytes);
    List<Sha256> diffIds = config.map(ImageConfig::diffIds).orElse(List.of());
    var layers = new LayerReading(file, bounds, names, findings, new NamePool(TEXT_BYTES));
    boolean whole =
        layerCount(parts.layers().size())
            && layers.read(
                parts.layers(), config.isPresent() ? Optional.of(diffIds) : Optional.empty());
    return whole && config.isPresent()
        ? Optional.of(facts(parts, digest, config.get(), layers))
        : Optional.empty();
  }

  private boolean layerCount(int count) {
    boolean fits = count > 0 && count <= bounds.size().layers();
    if (!fits) {
      findings.add(
          ImageCode.I113.of(
              "Das Image hat "
                  + count
                  + " Schichten; erlaubt sind 1 bis "
                  + bounds.size().layers()
                  + ".",
              "The image has "
                  + count
                  + " layers; 1 to "
                  + bounds.size().layers()
                  + " are allowed."));
    }
    return fits;
  }

  private ImageFacts facts(
      ImageParts parts, Sha256 digest, ImageConfig config, LayerReading layers) {
    return new ImageFacts(
        parts.format(),
        digest,
        parts.manifestDigest(),
        config.platform(),
        config.facts(),
        new ArrayList<>(layers.layers()),
        layers.tree(config, settings),
        parts.tags());
  }
}
