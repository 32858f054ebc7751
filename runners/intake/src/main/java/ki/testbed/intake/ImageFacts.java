package ki.testbed.intake;

import java.util.List;
import java.util.Optional;
import ki.testbed.protocol.Sha256;

/**
 * A submitted image as its archive really holds it.
 *
 * @param configDigest SHA-256 of the submitted config; it binds the layers and names the image
 *     everywhere
 * @param manifestDigest of an OCI manifest; a docker-save archive has none
 * @param layers lowest first
 * @param tags names the archive would like to have; never given to an engine
 */
public record ImageFacts(
    ArchiveFormat format,
    Sha256 configDigest,
    Optional<Sha256> manifestDigest,
    Platform platform,
    ConfigFacts config,
    List<LayerFacts> layers,
    TreeFacts tree,
    List<String> tags) {
  public ImageFacts {
    layers = List.copyOf(layers);
    tags = List.copyOf(tags);
  }
}
