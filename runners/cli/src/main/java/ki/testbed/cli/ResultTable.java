package ki.testbed.cli;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The result of an evaluation as a person reads it. */
record ResultTable(JsonNode result, Words words) {
  String text() {
    return Stream.of(head(), figures(), verdicts(), troubles())
        .filter(Predicate.not(String::isEmpty))
        .reduce((above, below) -> above + "\n\n" + below)
        .orElse("");
  }

  private String head() {
    return new Table()
        .row(
            words.say("result.submission"),
            string("submission") + " " + string("version"),
            string("imageDigest"))
        .row(words.say("result.plan"), string("plan"), "sha256:" + string("planHash"))
        .row(
            words.say("result.kind"),
            words.code("mode", string("mode")) + ", " + words.code("grade", string("grade")),
            validity())
        .text();
  }

  private String validity() {
    return result.has("validity") ? words.code("validity", string("validity")) : "";
  }

  private String figures() {
    var table = new Table();
    estimate(table, "accuracy");
    latency(table, result.path("latency"));
    estimate(table, "throughput");
    sut(table, result.path("sut"));
    return table.text();
  }

  private void estimate(Table table, String name) {
    var estimate = result.path(name);
    if (!estimate.isMissingNode()) {
      var unit = estimate.path("unit").asString("");
      table.row(
          words.say("result." + name),
          Figures.number(estimate.path("value")) + (unit.equals("1") ? "" : " " + unit),
          words.say(
              "result.interval",
              Figures.interval(estimate),
              Figures.percent(estimate.path("confidence")),
              estimate.path("n").asString("")));
    }
  }

  private void latency(Table table, JsonNode latency) {
    if (!latency.isMissingNode()) {
      var unit = " " + latency.path("unit").asString("");
      table.row(
          words.say("result.latency"),
          "p99 " + Figures.number(latency.path("p99")) + unit,
          words.say(
              "result.percentiles",
              Figures.number(latency.path("p50")) + unit,
              Figures.number(latency.path("p90")) + unit,
              latency.path("n").asString("")));
    }
  }

  private void sut(Table table, JsonNode sut) {
    if (!sut.isMissingNode()) {
      table.row(
          words.say("result.sut"),
          Figures.number(sut.path("cpuSeconds")) + " s CPU",
          words.say(
              "result.use",
              Figures.mebibytes(sut.path("memoryPeakBytes")),
              Figures.number(sut.path("coldStartSeconds"))));
    }
  }

  private String verdicts() {
    var verdicts = result.path("verdicts");
    var table = new Table();
    if (!verdicts.isEmpty()) {
      table.row(words.say("verdicts.head").split("\\|"));
    }
    for (var verdict : verdicts) {
      var unit =
          verdict.path("unit").asString("1").equals("1")
              ? ""
              : " " + verdict.path("unit").asString("");
      table.row(
          verdict.path("criterion").asString(""),
          verdict.path("metric").asString(""),
          verdict.path("operator").asString("")
              + " "
              + Figures.number(verdict.path("threshold"))
              + unit,
          Figures.number(verdict.path("observed")),
          Figures.number(verdict.path("decidingBound")),
          words.code("verdict", verdict.path("verdict").asString(""))
              + (verdict.path("preview").asBoolean(false) ? " " + words.say("preview") : ""));
    }
    return table.text();
  }

  /** Runs that did not succeed, and measurements that are worth nothing, each with its reason. */
  private String troubles() {
    return String.join(
        "\n",
        result
            .path("runs")
            .valueStream()
            .flatMap(run -> trouble(run).stream())
            .map(Screen::clean)
            .toList());
  }

  private List<String> trouble(JsonNode runResult) {
    var run = runResult.path("run");
    var scenario = run.path("scenario").path("id").asString("");
    var reason = run.path("reason");
    if (!run.path("state").asString("").equals("SUCCEEDED")) {
      return List.of(
          words.say(
              "trouble",
              scenario,
              words.code("state", run.path("state").asString("")),
              reason.path("code").asString("")),
          "  " + words.of(reason.path("sentence")),
          "  " + words.of(reason.path("nextStep")));
    }
    return runResult
        .path("rules")
        .valueStream()
        .filter(rule -> rule.path("holds").asString("").equals("NO"))
        .map(rule ->
            words.say(
                "rule",
                scenario,
                rule.path("id").asString(""),
                rule.path("observed").asString(""),
                rule.path("bound").asString("")))
        .toList();
  }

  private String string(String field) {
    return result.path(field).asString("");
  }
}
