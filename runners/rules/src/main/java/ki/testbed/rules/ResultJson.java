package ki.testbed.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of {@link RunResult}: its components by name, what is absent left out, decimals as
 * strings.
 */
final class ResultJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** For what holds records of the protocol, which leave out what they do not have. */
  private static final JsonMapper LENIENT =
      MAPPER.rebuild().disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();

  private ResultJson() {}

  static JsonNode write(RunResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("schema", RunResult.SCHEMA);
    ObjectNode fields = MAPPER.valueToTree(result);
    json.setAll(fields);
    return json;
  }

  static RunResult read(JsonNode json) {
    if (!json.path("schema").asString("").equals(RunResult.SCHEMA)) {
      throw new IllegalArgumentException("not a " + RunResult.SCHEMA);
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    json.properties().stream()
        .filter(field -> !field.getKey().equals("schema"))
        .forEach(field -> fields.set(field.getKey(), field.getValue()));
    return read(MAPPER, fields, RunResult.class);
  }

  static JsonNode tree(Object record) {
    return MAPPER.valueToTree(record);
  }

  static RunBasis readBasis(JsonNode fields) {
    return read(LENIENT, fields, RunBasis.class);
  }

  private static <T> T read(JsonMapper mapper, JsonNode fields, Class<T> type) {
    try {
      return mapper.treeToValue(fields, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }
}
