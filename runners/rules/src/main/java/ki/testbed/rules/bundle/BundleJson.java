package ki.testbed.rules.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import ki.testbed.rules.CanonicalJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a bundle's own files: strict, what is absent left out. */
final class BundleJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new RequiredParts())
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private BundleJson() {}

  static byte[] canonical(Object value) {
    return CanonicalJson.bytes(MAPPER.valueToTree(value));
  }

  static byte[] plain(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  static JsonNode tree(String path, byte[] bytes) {
    return read(path, bytes, JsonNode.class);
  }

  static <T> T read(String path, byte[] bytes, Class<T> form) {
    try {
      return MAPPER.readValue(bytes, form);
    } catch (JacksonException e) {
      throw new UnreadableException(path + " is not in the expected form", e);
    }
  }
}
