package ki.testbed.intake;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Sha256;

/**
 * What a manifest says belongs to the image, and where it lies.
 *
 * @param config the config's place
 * @param configDigest what the archive says its hash is
 * @param layers lowest first
 * @param tags names for the image
 */
record ImageParts(
    ArchiveFormat format,
    ArchiveIndex.Content config,
    Optional<Sha256> configDigest,
    Optional<Sha256> manifestDigest,
    List<Layer> layers,
    List<String> tags) {

  /**
   * One layer.
   *
   * @param digest what the archive says the hash of its bytes is
   */
  record Layer(ArchiveIndex.Content content, Optional<Sha256> digest) {}
}
