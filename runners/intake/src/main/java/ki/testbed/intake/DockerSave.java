package ki.testbed.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.intake.ArchiveIndex.Content;
import tools.jackson.databind.JsonNode;

/**
 * An archive with {@code manifest.json}, as {@code docker save}, Podman, Jib, Kaniko and others
 * write it.
 */
final class DockerSave {
  static final String MANIFEST = "manifest.json";

  private final ManifestReader reader;

  DockerSave(ManifestReader reader) {
    this.reader = reader;
  }

  Optional<ImageParts> read() throws IOException {
    Optional<JsonNode> list = reader.json(MANIFEST);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    if (list.get().isArray() && list.get().size() > 1) {
      reader.severalImages(MANIFEST, list.get().size());
      return Optional.empty();
    }
    return image(list.get().path(0));
  }

  private Optional<ImageParts> image(JsonNode image) {
    Optional<String> config = StrictJson.text(image.path("Config"));
    Optional<List<String>> layers = StrictJson.texts(image.path("Layers"));
    Optional<List<String>> tags = StrictJson.texts(image.path("RepoTags"));
    if (config.isEmpty() || layers.isEmpty() || tags.isEmpty()) {
      reader.unusable(MANIFEST, "nennt kein Image", "names no image");
      return Optional.empty();
    }
    Optional<Content> content = reader.plain(config.get());
    Optional<List<ImageParts.Layer>> found = layers(layers.get(), image.path("LayerSources"));
    return content.isPresent() && found.isPresent()
        ? Optional.of(parts(content.get(), config.get(), found.get(), tags.get()))
        : Optional.empty();
  }

  private static ImageParts parts(
      Content content, String config, List<ImageParts.Layer> layers, List<String> tags) {
    return new ImageParts(
        ArchiveFormat.DOCKER_SAVE,
        content,
        BlobName.config(config),
        Optional.empty(),
        layers,
        tags);
  }

  private Optional<List<ImageParts.Layer>> layers(List<String> names, JsonNode sources) {
    var layers = new ArrayList<ImageParts.Layer>();
    for (String name : names) {
      Optional<Content> content = reader.index().content(name);
      content.ifPresentOrElse(
          found -> layers.add(new ImageParts.Layer(found, BlobName.blob(name))),
          () -> missing(name, sources));
    }
    return layers.size() == names.size() ? Optional.of(layers) : Optional.empty();
  }

  private void missing(String name, JsonNode sources) {
    if (reader.index().has(name)) {
      reader.link(name);
    } else if (hasAddress(sources)) {
      reader.elsewhere(name);
    } else {
      reader.unusable(name, "fehlt im Archiv", "is missing in the archive");
    }
  }

  private static boolean hasAddress(JsonNode sources) {
    for (JsonNode source : sources) {
      if (!source.path("urls").isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
