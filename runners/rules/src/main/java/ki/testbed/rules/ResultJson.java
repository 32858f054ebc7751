package ki.testbed.rules;

import tools.jackson.databind.JsonNode;

/** The JSON form of {@link RunResult}. */
final class ResultJson {
  private ResultJson() {}

  static JsonNode write(RunResult result) {
    throw new UnsupportedOperationException("follows in the next commit: " + result.run());
  }

  static RunResult read(JsonNode json) {
    throw new UnsupportedOperationException("follows in the next commit: " + json.size());
  }
}
