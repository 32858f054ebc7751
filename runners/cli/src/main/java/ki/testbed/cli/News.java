package ki.testbed.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Says what happens to the runs of an evaluation. */
final class News {
  private final Screen screen;
  private final Words words;
  private final Map<String, String> scenarios = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();

  News(Screen screen, Words words) {
    this.screen = screen;
    this.words = words;
  }

  /** Everything as it stands; says what no event has said. */
  void about(JsonNode evaluation) {
    for (var run : evaluation.path("runs")) {
      scenarios.put(run.path("id").asString(""), run.path("scenario").path("id").asString(""));
      state(run.path("id").asString(""), run);
      var waiting = words.of(run.path("waiting").path("text"));
      if (!waiting.isEmpty()) {
        screen.progress(line(run.path("id").asString(""), waiting));
      }
    }
  }

  /** One event of the stream. */
  void tell(String type, JsonNode body) {
    var run = body.path("run").asString("");
    switch (type) {
      case "state" -> state(run, body);
      case "phase" -> phase(run, body.path("event"));
      case "interval" -> screen.progress(line(run, interval(body.path("event"))));
      default -> {} // results are fetched when all is over
    }
  }

  void interrupted() {
    screen.progress(words.say("watch.interrupted"));
  }

  private void state(String run, JsonNode body) {
    var state = body.path("state").asString("");
    var now = state + body.path("attempt").asString("");
    if (now.equals(told.put(run, now))) {
      return;
    }
    var reason = body.path("reason");
    var code = reason.isObject() ? reason.path("code").asString("") : reason.asString("");
    screen.say(line(run, words.code("state", state) + (code.isEmpty() ? "" : " (" + code + ")")));
  }

  private void phase(String run, JsonNode event) {
    if (event.path("state").asString("").equals("BEGIN")) {
      screen.say(line(run, words.code("phase", event.path("phase").asString(""))));
    }
    Problems.findings(event.path("findings"), words)
        .forEach(finding -> screen.say(line(run, finding)));
  }

  private String interval(JsonNode event) {
    return words.say(
        "interval",
        words.code("phase", event.path("phase").asString("")),
        event.path("sent").asString("0"),
        event.path("failed").asString("0"),
        milliseconds(event.path("p50Ns")),
        milliseconds(event.path("p99Ns")));
  }

  private static String milliseconds(JsonNode nanoseconds) {
    return nanoseconds.isNumber()
        ? String.format(Locale.ROOT, "%.2f", nanoseconds.asLong() / 1e6)
        : "-";
  }

  private String line(String run, String text) {
    return scenarios.getOrDefault(run, "?") + ": " + text;
  }
}
