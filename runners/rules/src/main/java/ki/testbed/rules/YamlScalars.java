package ki.testbed.rules;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a plain (unquoted) scalar means in YAML's JSON schema (YAML 1.2.2, section 10.2); everything
 * else is text.
 */
final class YamlScalars {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,63})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]{0,63})(\\.[0-9]{0,63})?([eE][-+]?[0-9]{1,6})?");

  private YamlScalars() {}

  static JsonNode resolve(String plain) {
    return switch (plain) {
      case "", "null" -> NODES.nullNode();
      case "true" -> NODES.booleanNode(true);
      case "false" -> NODES.booleanNode(false);
      default -> numberOrText(plain);
    };
  }

  private static JsonNode numberOrText(String plain) {
    if (INTEGER.matcher(plain).matches()) {
      var integer = new BigInteger(plain);
      return integer.bitLength() < Long.SIZE
          ? NODES.numberNode(integer.longValue())
          : NODES.numberNode(integer);
    }
    if (DECIMAL.matcher(plain).matches()) {
      return DecimalNode.valueOf(
          new BigDecimal(plain)); // keeps trailing zeros, so that a version 1.10 stays one
    }
    return NODES.stringNode(plain);
  }
}
