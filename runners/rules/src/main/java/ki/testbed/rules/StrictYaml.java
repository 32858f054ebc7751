package ki.testbed.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * YAML as plain data: at most 64 KiB and 16 levels, one document, no anchors, aliases, tags or
 * duplicate keys. Numbers follow YAML's JSON schema: an unquoted integer is an integral node, an
 * unquoted decimal a non-integral one, so that callers can refuse it.
 */
public final class StrictYaml {
  /** Longest text in bytes of UTF-8. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Deepest nesting. */
  public static final int MAX_DEPTH = 16;

  private StrictYaml() {}

  /**
   * The document, or everything that is wrong with its form, with line and column.
   *
   * @param findingId what such findings are called: {@code M001} in manifests
   */
  public static Checked<JsonNode> read(String text, String findingId) {
    if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Checked.refused(List.of(YamlFindings.tooLong(findingId)));
    }
    return new YamlTree(findingId).read(text);
  }
}
