package ki.testbed.runner.driver;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON from a SUT, read within bounds: strict UTF-8 without a byte order mark, no duplicate key,
 * nothing behind it, finite numbers.
 */
final class StrictJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(1 << 20)
                          .maxNumberLength(64)
                          .maxNameLength(1 << 10)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What bytes came to. */
  sealed interface Reading {}

  /** One JSON value. */
  record Value(JsonNode node) implements Reading {}

  /** No JSON at all. */
  record NoJson() implements Reading {}

  /** JSON or nearly, but beyond a bound. */
  record BeyondBound() implements Reading {}

  private StrictJson() {}

  static Reading read(byte[] bytes) {
    try {
      String text = utf8(bytes);
      if (text.startsWith("\uFEFF")) {
        return new BeyondBound();
      }
      JsonNode node = MAPPER.readTree(text);
      return node.isMissingNode() ? new NoJson() : finite(node);
    } catch (CharacterCodingException | StreamConstraintsException e) {
      return new BeyondBound();
    } catch (JacksonException e) {
      return isBound(e) ? new BeyondBound() : new NoJson();
    }
  }

  /** The bytes of a node without white space. */
  static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  /** A text as JSON. */
  static byte[] writeText(String text) {
    return MAPPER.writeValueAsBytes(text);
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /** The parser has no types of its own for these two. */
  private static boolean isBound(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return message.startsWith("Duplicate") || message.startsWith("Non-standard token");
  }

  private static Reading finite(JsonNode node) {
    return allFinite(node) ? new Value(node) : new BeyondBound();
  }

  private static boolean allFinite(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return Double.isFinite(node.doubleValue());
    }
    for (JsonNode child : node) {
      if (!allFinite(child)) {
        return false;
      }
    }
    return true;
  }
}
