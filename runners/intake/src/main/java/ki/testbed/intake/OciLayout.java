package ki.testbed.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ki.testbed.intake.ArchiveIndex.Content;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/** An archive with {@code index.json} and blobs by digest (OCI image layout 1.0). */
final class OciLayout {
  static final String INDEX = "index.json";
  private static final String REFERENCE = "org.opencontainers.image.ref.name";
  private static final Set<String> NESTED =
      Set.of(
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json");
  private static final Set<String> CONFIGS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");

  private final ManifestReader reader;

  /** A blob as another file names it. */
  private record Descriptor(Sha256 digest, long size, String mediaType) {
    String name() {
      return BlobName.of(digest);
    }
  }

  OciLayout(ManifestReader reader) {
    this.reader = reader;
  }

  Optional<ImageParts> read() throws IOException {
    Optional<JsonNode> index = reader.json(INDEX);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    JsonNode list = index.get().path("manifests");
    Optional<Descriptor> first = descriptor(INDEX, list.path(0));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (images(list) > 1 || NESTED.contains(first.get().mediaType())) {
      reader.severalImages(INDEX, images(list));
      return Optional.empty();
    }
    return manifest(first.get(), tags(list));
  }

  /** One image may be listed once per tag. */
  private static int images(JsonNode list) {
    var digests = new HashSet<String>();
    list.forEach(entry -> digests.add(entry.path("digest").asString("")));
    return digests.size();
  }

  private static List<String> tags(JsonNode list) {
    var tags = new ArrayList<String>();
    list.forEach(
        entry -> StrictJson.text(entry.path("annotations").path(REFERENCE)).ifPresent(tags::add));
    return tags;
  }

  private Optional<ImageParts> manifest(Descriptor descriptor, List<String> tags)
      throws IOException {
    Optional<byte[]> bytes = blob(descriptor);
    Optional<JsonNode> manifest = bytes.flatMap(found -> reader.parsed(descriptor.name(), found));
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    if (manifest.get().path("manifests").isArray()) {
      reader.severalImages(descriptor.name(), manifest.get().path("manifests").size());
      return Optional.empty();
    }
    return image(descriptor, manifest.get(), tags);
  }

  private Optional<byte[]> blob(Descriptor descriptor) throws IOException {
    Optional<byte[]> bytes = reader.bytes(descriptor.name());
    if (bytes.isPresent()
        && !(bytes.get().length == descriptor.size()
            && Sha256.of(bytes.get()).equals(descriptor.digest()))) {
      reader.mismatch(descriptor.name());
      return Optional.empty();
    }
    return bytes;
  }

  private Optional<ImageParts> image(Descriptor descriptor, JsonNode manifest, List<String> tags) {
    Optional<Descriptor> config = descriptor(descriptor.name(), manifest.path("config"));
    if (config.isEmpty()) {
      return Optional.empty();
    }
    if (!CONFIGS.contains(config.get().mediaType()) || !manifest.path("layers").isArray()) {
      reader.unusable(
          descriptor.name(), "beschreibt kein Container-Image", "describes no container image");
      return Optional.empty();
    }
    Optional<Content> content = sized(config.get());
    Optional<List<ImageParts.Layer>> layers = layers(descriptor.name(), manifest.path("layers"));
    return content.isPresent() && layers.isPresent()
        ? Optional.of(
            new ImageParts(
                ArchiveFormat.OCI,
                content.get(),
                Optional.of(config.get().digest()),
                Optional.of(descriptor.digest()),
                layers.get(),
                tags))
        : Optional.empty();
  }

  private Optional<List<ImageParts.Layer>> layers(String manifest, JsonNode list) {
    var layers = new ArrayList<ImageParts.Layer>();
    for (JsonNode entry : list) {
      descriptor(manifest, entry)
          .flatMap(descriptor -> layer(descriptor, entry))
          .ifPresent(layers::add);
    }
    return layers.size() == list.size() ? Optional.of(layers) : Optional.empty();
  }

  private Optional<ImageParts.Layer> layer(Descriptor descriptor, JsonNode entry) {
    if (!reader.index().has(descriptor.name()) && !entry.path("urls").isEmpty()) {
      reader.elsewhere(descriptor.name());
      return Optional.empty();
    }
    return sized(descriptor)
        .map(content -> new ImageParts.Layer(content, Optional.of(descriptor.digest())));
  }

  private Optional<Content> sized(Descriptor descriptor) {
    Optional<Content> content = reader.plain(descriptor.name());
    if (content.isPresent() && content.get().size() != descriptor.size()) {
      reader.mismatch(descriptor.name());
      return Optional.empty();
    }
    return content;
  }

  private Optional<Descriptor> descriptor(String where, JsonNode node) {
    Optional<Sha256> digest = StrictJson.text(node.path("digest")).flatMap(BlobName::digest);
    Optional<String> mediaType = StrictJson.text(node.path("mediaType"));
    JsonNode size = node.path("size");
    if (digest.isEmpty()
        || mediaType.isEmpty()
        || !size.isIntegralNumber()
        || !size.canConvertToLong()) {
      reader.unusable(
          where,
          "nennt kein Image mit Hash, Größe und Art",
          "names no image with hash, size and kind");
      return Optional.empty();
    }
    return Optional.of(new Descriptor(digest.get(), size.longValue(), mediaType.get()));
  }
}
