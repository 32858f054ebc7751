package ki.testbed.sandbox.docker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import ki.testbed.protocol.Sha256;
import tools.jackson.databind.JsonNode;

/** What an engine says it made of the profile, flat and fit for evidence. */
final class ReportedProfile {
  private static final int LONGEST = 120;

  private ReportedProfile() {}

  /** Every field of the container's host configuration that says something, and its user. */
  static Map<String, String> of(Container container) {
    var fields = new TreeMap<String, String>();
    fields.put("User", Json.string(container.seen(), "Config", "User"));
    flatten("", container.seen().path("HostConfig"), fields::put);
    return Map.copyOf(fields);
  }

  private static void flatten(String name, JsonNode node, BiConsumer<String, String> out) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> flatten(name + "." + field.getKey(), field.getValue(), out));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(name + "." + i, node.get(i), out);
      }
    } else if (!node.isNull() && !node.isMissingNode() && !node.asString("").isEmpty()) {
      out.accept(name.substring(1), brief(node.asString("")));
    }
  }

  private static String brief(String text) {
    return text.length() <= LONGEST
        ? Words.clean(text)
        : Words.clean(text.substring(0, text.indexOf('=') + 1))
            + Sha256.of(text.getBytes(StandardCharsets.UTF_8)).prefixed();
  }
}
