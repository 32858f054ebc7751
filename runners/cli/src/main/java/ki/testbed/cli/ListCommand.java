package ki.testbed.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The newest evaluations of the organisation. */
@Command(name = "list", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class ListCommand implements Callable<Integer> {
  private final Supplier<Client> clients;

  @Option(names = "--limit", paramLabel = "N", defaultValue = "20")
  private int limit = 20;

  @Option(names = "--output", defaultValue = "table")
  private Output output = Output.table;

  ListCommand(Supplier<Client> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() {
    var client = clients.get();
    var answer = client.api().get("/evaluations?limit=" + limit);
    client
        .screen()
        .result(
            switch (output) {
              case table -> table(answer.json(), client.words());
              case json -> new String(answer.body(), StandardCharsets.UTF_8);
            });
    return ExitCode.DONE.number();
  }

  private static String table(JsonNode list, Words words) {
    var table = new Table().row(words.say("list.head").split("\\|"));
    for (var one : list.path("items")) {
      table.row(
          one.path("id").asString(""),
          one.path("submissionName").asString("")
              + " "
              + one.path("submissionVersion").asString(""),
          one.path("plan").asString(""),
          words.code("evaluation", one.path("state").asString("")),
          verdicts(one.path("verdicts"), words),
          one.path("createdAt").asString(""));
    }
    return table.text();
  }

  private static String verdicts(JsonNode verdicts, Words words) {
    return verdicts
        .valueStream()
        .map(verdict -> words.code("verdict", verdict.path("verdict").asString("")))
        .collect(Collectors.joining(", "));
  }
}
