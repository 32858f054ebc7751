package ki.testbed.intake.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An image to be archived as {@code docker save} or as an OCI layout; every part of it can be made
 * wrong on the way.
 */
public final class ImageArchive {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final List<byte[]> layers = new ArrayList<>();
  private final List<Sha256> diffIds = new ArrayList<>();
  private final ObjectNode config = MAPPER.createObjectNode();
  private final List<String> tags = new ArrayList<>();
  private Consumer<ObjectNode> changeManifest = _ -> {};
  private Consumer<ObjectNode> changeIndex = _ -> {};
  private Consumer<TarBytes> extra = _ -> {};
  private BiConsumer<TarBytes, byte[]> writeConfig =
      (tar, bytes) -> tar.file("config.json", 0644, bytes);
  private byte[] rawConfig = {};

  private ImageArchive() {
    config.put("architecture", "amd64").put("os", "linux");
    start().put("WorkingDir", "/app").putArray("Entrypoint").add("/app/run");
  }

  /** For linux/amd64, without layers. */
  public static ImageArchive empty() {
    return new ImageArchive();
  }

  /** One layer with its program; nothing to find. */
  public static ImageArchive sound() {
    return empty().layer(Layers.program());
  }

  /** On top of the others. */
  public ImageArchive layer(byte[] tar) {
    return layer(tar, tar);
  }

  /** On top of the others, lying in the archive as {@code packed}. */
  public ImageArchive layer(byte[] tar, byte[] packed) {
    layers.add(packed);
    diffIds.add(Sha256.of(tar));
    return this;
  }

  public ImageArchive layer(Consumer<TarBytes> content) {
    return layer(TarBytes.of(content));
  }

  /** Changes the config's part about starting. */
  public ImageArchive start(Consumer<ObjectNode> change) {
    change.accept(start());
    return this;
  }

  /** Changes the config. */
  public ImageArchive config(Consumer<ObjectNode> change) {
    change.accept(config);
    return this;
  }

  /** These bytes instead of a config. */
  public ImageArchive rawConfig(byte[] bytes) {
    this.rawConfig = bytes;
    return this;
  }

  /** How the config gets into a docker-save archive. */
  public ImageArchive writeConfig(BiConsumer<TarBytes, byte[]> write) {
    this.writeConfig = write;
    return this;
  }

  public ImageArchive diffIds(Consumer<List<Sha256>> change) {
    change.accept(diffIds);
    return this;
  }

  public ImageArchive tag(String tag) {
    tags.add(tag);
    return this;
  }

  /** Changes the OCI manifest, or the image's element in {@code manifest.json}. */
  public ImageArchive manifest(Consumer<ObjectNode> change) {
    this.changeManifest = change;
    return this;
  }

  /** Changes {@code index.json}. */
  public ImageArchive index(Consumer<ObjectNode> change) {
    this.changeIndex = change;
    return this;
  }

  /** Entries that go first into the archive itself. */
  public ImageArchive extra(Consumer<TarBytes> content) {
    this.extra = content;
    return this;
  }

  /** As {@code docker save}. */
  public byte[] dockerSave() {
    return TarBytes.of(tar -> {
      extra.accept(tar);
      var image = MAPPER.createObjectNode().put("Config", "config.json");
      tags.forEach(image.putArray("RepoTags")::add);
      ArrayNode names = image.putArray("Layers");
      for (int i = 0; i < layers.size(); i++) {
        String name = i + "/layer.tar";
        tar.file(name, 0644, layers.get(i));
        names.add(name);
      }
      writeConfig.accept(tar, configBytes());
      changeManifest.accept(image);
      tar.file("manifest.json", 0644, json(MAPPER.createArrayNode().add(image)));
    });
  }

  /** As OCI image layout. */
  public byte[] oci() {
    return TarBytes.of(tar -> {
      extra.accept(tar);
      tar.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
      var manifest =
          MAPPER
              .createObjectNode()
              .put("schemaVersion", 2)
              .put("mediaType", "application/vnd.oci.image.manifest.v1+json");
      manifest.set("config", blob(tar, "application/vnd.oci.image.config.v1+json", configBytes()));
      ArrayNode list = manifest.putArray("layers");
      layers.forEach(layer -> list.add(blob(tar, "application/vnd.oci.image.layer.v1.tar", layer)));
      changeManifest.accept(manifest);
      tar.file(
          "index.json",
          0644,
          json(index(blob(tar, "application/vnd.oci.image.manifest.v1+json", json(manifest)))));
    });
  }

  /** As engines from 25 on save it: blobs by digest, named by {@code manifest.json}. */
  public byte[] dockerSaveWithBlobs() {
    var paths = new ArrayList<String>();
    layers.forEach(layer -> paths.add("blobs/sha256/" + Sha256.of(layer).hex()));
    String configPath = "blobs/sha256/" + Sha256.of(configBytes()).hex();
    var image = MAPPER.createObjectNode().put("Config", configPath);
    paths.forEach(image.putArray("Layers")::add);
    return TarBytes.of(tar -> {
      tar.directory("blobs/").directory("blobs/sha256/").file("index.json", "{\"manifests\":[]}");
      layers.forEach(layer -> tar.file("blobs/sha256/" + Sha256.of(layer).hex(), 0644, layer));
      tar.file(configPath, 0644, configBytes())
          .file("manifest.json", 0644, json(MAPPER.createArrayNode().add(image)));
    });
  }

  /** Writes a blob by its digest and returns how another file names it. */
  public static ObjectNode blob(TarBytes tar, String mediaType, byte[] bytes) {
    Sha256 digest = Sha256.of(bytes);
    tar.file("blobs/sha256/" + digest.hex(), 0644, bytes);
    return MAPPER
        .createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", digest.prefixed())
        .put("size", bytes.length);
  }

  public static byte[] json(Object node) {
    return MAPPER.writeValueAsBytes(node);
  }

  private ObjectNode index(ObjectNode manifest) {
    var index = MAPPER.createObjectNode().put("schemaVersion", 2);
    index.putArray("manifests").add(manifest);
    tags.forEach(
        tag -> manifest.putObject("annotations").put("org.opencontainers.image.ref.name", tag));
    changeIndex.accept(index);
    return index;
  }

  private byte[] configBytes() {
    if (rawConfig.length > 0) {
      return rawConfig;
    }
    if (!config.has("rootfs")) {
      ArrayNode list = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
      diffIds.forEach(id -> list.add(id.prefixed()));
    }
    return json(config);
  }

  private ObjectNode start() {
    return config.withObject("/config");
  }
}
