package ki.testbed.rules;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The JSON form of an effective manifest. */
final class ManifestJson {
  private ManifestJson() {}

  static JsonNode write(Manifest manifest) {
    return JsonNodeFactory.instance.objectNode().put("name", manifest.name());
  }
}
