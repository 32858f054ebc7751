package ki.testbed.sandbox.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds containers, by name or all of them, and only those that carry our owner's mark. */
final class Containers {
  private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

  private final Engine engine;
  private final UUID owner;

  Containers(Engine engine, UUID owner) {
    this.engine = engine;
    this.owner = owner;
  }

  /**
   * The container of a part, if there is one.
   *
   * @throws SandboxRefused if its name is taken by a container of somebody else
   */
  Optional<Container> find(SandboxHandle handle, Part part) {
    String name = Marks.name(handle, part);
    return engine
        .find(Marks.key(handle), "/containers/" + name + "/json")
        .map(seen -> ours(name, seen));
  }

  /** The same where it must be there. */
  Container require(SandboxHandle handle, Part part) {
    return find(handle, part)
        .orElseThrow(
            () -> new SandboxRefused(SandboxRefused.Cause.GONE, "there is no such sandbox"));
  }

  private Container ours(String name, JsonNode seen) {
    JsonNode labels = Json.at(seen, "Config", "Labels");
    if (!Json.string(labels, Marks.OWNER).equals(owner.toString())) {
      throw new SandboxRefused(
          SandboxRefused.Cause.OTHER_SPEC, name + " belongs to somebody else and stays as it is");
    }
    return new Container(seen, Marks.read(labels));
  }

  /** The marks of all our containers, whatever their state. */
  List<Marks> marks() {
    return marks(Marks.OWNER + "=" + owner);
  }

  /** The same, and those of other installations on this engine. */
  List<Marks> everybodys() {
    return marks(Marks.OWNER);
  }

  private List<Marks> marks(String label) {
    ObjectNode filters = Json.object();
    filters.set("label", Json.strings(Stream.of(label)));
    JsonNode listing =
        engine.read(
            "", "/containers/json?all=1&filters=" + URLEncoder.encode(Json.text(filters), UTF_8));
    var all = new ArrayList<Marks>();
    for (JsonNode entry : listing) {
      marks(entry).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Marks> marks(JsonNode entry) {
    try {
      return Optional.of(Marks.read(entry.path("Labels")));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "container {} carries an owner's mark and others nobody of us wrote; it stays: {}",
          Json.string(entry, "Id"),
          e.getMessage());
      return Optional.empty();
    }
  }
}
