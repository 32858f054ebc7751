package ki.testbed.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of a stranger: bounded depth, no name twice, nothing after it; and what is not of the wanted
 * type is absent.
 */
final class StrictJson {
  private final JsonMapper mapper;

  StrictJson(int depth) {
    var constraints =
        StreamReadConstraints.builder().maxNestingDepth(depth).maxNumberLength(64).build();
    mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  Optional<JsonNode> read(byte[] bytes) {
    try {
      return Optional.of(mapper.readTree(bytes)).filter(node -> !node.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** Text that a kernel could be given: without the character zero. */
  static Optional<String> text(JsonNode node) {
    return node.isString() && node.stringValue().indexOf('\0') < 0
        ? Optional.of(node.stringValue())
        : Optional.empty();
  }

  /** A list of such texts; an absent one is empty. */
  static Optional<List<String>> texts(JsonNode node) {
    if (isAbsent(node)) {
      return Optional.of(List.of());
    }
    var texts = new ArrayList<String>();
    node.forEach(element -> text(element).ifPresent(texts::add));
    return node.isArray() && texts.size() == node.size() ? Optional.of(texts) : Optional.empty();
  }
}
