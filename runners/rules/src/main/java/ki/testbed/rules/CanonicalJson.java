package ki.testbed.rules;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * The one byte form of a JSON document (RFC 8785). Of numbers only integers within +-2^53 are
 * accepted, as their text is the same everywhere; decimals are strings.
 */
public final class CanonicalJson {
  private static final long LARGEST = 1L << 53;

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /**
   * Canonical bytes, UTF-8.
   *
   * @throws NotCanonicalException for other numbers and for strings that are no Unicode text
   */
  public static byte[] bytes(JsonNode document) {
    var writer = new CanonicalJson();
    writer.value(document, "");
    return writer.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * SHA-256 of the canonical bytes.
   *
   * @throws NotCanonicalException as {@link #bytes}
   */
  public static Sha256 hash(JsonNode document) {
    return Sha256.of(bytes(document));
  }

  private void value(JsonNode node, String at) {
    switch (node.getNodeType()) {
      case OBJECT -> object(node, at);
      case ARRAY -> array(node, at);
      case STRING -> string(node.stringValue(), at);
      case NUMBER -> number(node, at);
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO -> throw new NotCanonicalException(at, "not a JSON value");
    }
  }

  private void object(JsonNode node, String at) {
    Map<String, JsonNode> sorted =
        new TreeMap<>(); // String's order is that of UTF-16 code units, as section 3.2.3 asks
    node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    String separator = "{";
    for (var field : sorted.entrySet()) {
      out.append(separator);
      string(field.getKey(), at);
      out.append(':');
      value(field.getValue(), Pointers.child(at, field.getKey()));
      separator = ",";
    }
    out.append(sorted.isEmpty() ? "{}" : "}");
  }

  private void array(JsonNode node, String at) {
    out.append('[');
    for (int i = 0; i < node.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(node.get(i), Pointers.child(at, i));
    }
    out.append(']');
  }

  private void number(JsonNode node, String at) {
    if (!node.isIntegralNumber()) {
      throw new NotCanonicalException(at, "a decimal must be a string in quotes");
    }
    if (!node.canConvertToLong() || node.longValue() > LARGEST || node.longValue() < -LARGEST) {
      throw new NotCanonicalException(at, "an integer must be within +-2^53");
    }
    out.append(node.longValue());
  }

  private void string(String text, String at) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c) && !paired(text, i)) {
        throw new NotCanonicalException(at, "a string holds half a surrogate pair");
      }
      character(c);
    }
    out.append('"');
  }

  private static boolean paired(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append(c < 0x20 ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
  }
}
