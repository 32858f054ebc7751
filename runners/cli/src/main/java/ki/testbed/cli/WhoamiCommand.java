package ki.testbed.cli;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Whom the token speaks for, and what it may do. */
@Command(name = "whoami", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class WhoamiCommand implements Callable<Integer> {
  private final Supplier<Client> clients;

  @Option(names = "--output", defaultValue = "table")
  private Output output = Output.table;

  WhoamiCommand(Supplier<Client> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() {
    var client = clients.get();
    var answer = client.api().get("/me");
    client
        .screen()
        .result(
            switch (output) {
              case table -> table(answer.json(), client.words());
              case json -> new String(answer.body(), StandardCharsets.UTF_8);
            });
    return ExitCode.DONE.number();
  }

  private static String table(JsonNode me, Words words) {
    return new Table()
        .row(words.say("whoami.name"), me.path("name").asString(""))
        .row(words.say("whoami.organisation"), me.path("organisation").asString(""))
        .row(words.say("whoami.roles"), joined(me.path("roles")))
        .row(words.say("whoami.scopes"), joined(me.path("scopes")))
        .text();
  }

  private static String joined(JsonNode list) {
    return list.valueStream().map(one -> one.asString("")).collect(Collectors.joining(", "));
  }
}
