package ki.testbed.sandbox.docker;

import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the engine's JSON; what is missing or null reads as empty, zero or false, as the
 * engine means it.
 */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode strings(Stream<String> items) {
    ArrayNode array = MAPPER.createArrayNode();
    items.forEach(array::add);
    return array;
  }

  static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  static String text(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** The first value of a body, nothing if it is empty. */
  static JsonNode read(InputStream body) {
    JsonNode node = MAPPER.readTree(body);
    return node == null ? MissingNode.getInstance() : node;
  }

  static JsonNode at(JsonNode node, String... path) {
    JsonNode here = node;
    for (String step : path) {
      here = here.path(step);
    }
    return here;
  }

  static String string(JsonNode node, String... path) {
    return at(node, path).asString("");
  }

  static long number(JsonNode node, String... path) {
    return at(node, path).asLong(0);
  }

  static boolean flag(JsonNode node, String... path) {
    return at(node, path).asBoolean(false);
  }

  /** A time; the engine's year 1 means never. */
  static Optional<Instant> time(JsonNode node, String... path) {
    String text = string(node, path);
    return text.isEmpty() || text.startsWith("0001-")
        ? Optional.empty()
        : Optional.of(Instant.parse(text));
  }
}
