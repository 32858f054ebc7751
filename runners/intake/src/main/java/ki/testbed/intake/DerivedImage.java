package ki.testbed.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import ki.testbed.protocol.Sha256;

/** The image an engine gets instead of the submitted one: same layers, a config of our own. */
public final class DerivedImage {
  private final ImageFacts submitted;
  private final byte[] config;

  private DerivedImage(ImageFacts submitted, byte[] config) {
    this.submitted = submitted;
    this.config = config;
  }

  /** Pure: equal facts and settings give equal bytes. */
  public static DerivedImage derive(ImageFacts submitted, ImageSettings settings) {
    return new DerivedImage(submitted, DerivedConfig.bytes(submitted, settings));
  }

  /** Hash of the config, which is the engine's id of the image in the classic store. */
  public Sha256 id() {
    return Sha256.of(config);
  }

  /** The config's JSON. */
  public byte[] config() {
    return config.clone();
  }

  /** Diff ids, lowest first. */
  public List<Sha256> layers() {
    return submitted.layers().stream().map(LayerFacts::diffId).toList();
  }

  /**
   * The image as a docker-save archive with unpacked layers, made while it is read; a layer is
   * never held in memory.
   *
   * @param archive the submitted archive the facts are of
   * @throws IOException if it cannot be read; reading throws {@link ImageChangedException} if its
   *     bytes are no longer those of the facts
   */
  public InputStream open(Path archive) throws IOException {
    return DerivedArchive.open(archive, submitted, config);
  }
}
