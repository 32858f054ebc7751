package ki.testbed.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * From a refusal of the testbed to what is said here: its sentence, its findings, its next step,
 * its request id.
 */
final class Problems {
  private Problems() {}

  static ClientProblem of(Answer answer, Words words) {
    var body = answer.json();
    var lines = new ArrayList<String>();
    lines.add(sentence(answer, body, words));
    lines.addAll(findings(body.path("findings"), words));
    body.path("nextStep").asStringOpt().ifPresent(lines::add);
    body.path("requestId").asStringOpt().ifPresent(id -> lines.add(words.say("request.id", id)));
    return new ClientProblem(code(answer.status(), body), lines);
  }

  /** One line per finding. */
  static List<String> findings(JsonNode findings, Words words) {
    return findings
        .valueStream()
        .map(finding ->
            words.say(
                "finding",
                finding.path("id").asString(""),
                words.code("severity", finding.path("severity").asString("")),
                finding.path("pointer").asString(""),
                words.of(finding.path("message")),
                words.of(finding.path("nextStep"))))
        .map(line -> line.replaceAll(" +", " ").strip())
        .toList();
  }

  private static String sentence(Answer answer, JsonNode body, Words words) {
    var detail = body.path("detail").asString("");
    var title = body.path("title").asString("");
    if (detail.isEmpty() && title.isEmpty()) {
      return words.say("refused", Integer.toString(answer.status()));
    }
    return detail.isEmpty() ? title : detail;
  }

  private static ExitCode code(int status, JsonNode body) {
    if (anyError(body.path("findings"))) {
      return ExitCode.FINDINGS;
    }
    return switch (status) {
      case 401, 403 -> ExitCode.NOT_LOGGED_IN;
      case 404, 410 -> ExitCode.NOT_FOUND;
      case 409, 412, 422, 428 -> ExitCode.CONFLICT;
      default -> status >= 500 || status == 429 ? ExitCode.BLAME_TESTBED : ExitCode.USAGE;
    };
  }

  private static boolean anyError(JsonNode findings) {
    return findings
        .valueStream()
        .anyMatch(finding -> finding.path("severity").asString("").equals("ERROR"));
  }
}
