package ki.testbed.cli;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** From a result to the exit code that says how it went. */
final class Outcome {
  private Outcome() {}

  /**
   * Failed runs always count; verdicts and validity do with the gate only.
   *
   * @param result as the API gives it
   */
  static ExitCode of(JsonNode result, boolean gate) {
    var failures =
        result
            .path("runs")
            .valueStream()
            .map(one -> one.path("run"))
            .filter(Outcome::failed)
            .map(Outcome::blame)
            .toList();
    if (!failures.isEmpty()) {
      return failures.contains("SUBMISSION") ? ExitCode.BLAME_SUBMISSION : ExitCode.BLAME_TESTBED;
    }
    return gate ? gated(verdicts(result)) : ExitCode.DONE;
  }

  private static ExitCode gated(List<String> verdicts) {
    if (verdicts.contains("NOT_MET")) {
      return ExitCode.NOT_MET;
    }
    return verdicts.isEmpty() || verdicts.stream().anyMatch(verdict -> !verdict.equals("MET"))
        ? ExitCode.INCONCLUSIVE
        : ExitCode.DONE;
  }

  private static List<String> verdicts(JsonNode result) {
    return result
        .path("verdicts")
        .valueStream()
        .map(verdict -> verdict.path("verdict").asString(""))
        .toList();
  }

  private static boolean failed(JsonNode run) {
    return !run.path("state").asString("").equals("SUCCEEDED");
  }

  private static String blame(JsonNode run) {
    return run.path("reason").path("blame").asString("");
  }
}
