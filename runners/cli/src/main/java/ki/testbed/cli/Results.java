package ki.testbed.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that end with a result, and that end. */
final class Results {
  @Option(names = "--output", defaultValue = "table")
  private Output output = Output.table;

  @Option(names = "--result", paramLabel = "FILE")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--gate")
  private boolean gate;

  /** Shows and keeps the result of an evaluation that has ended. */
  int show(Client client, String evaluation) {
    var answer = client.api().get("/evaluations/" + evaluation + "/result");
    file.ifPresent(path -> keep(path, answer.body(), client.words()));
    client
        .screen()
        .result(
            switch (output) {
              case table -> new ResultTable(answer.json(), client.words()).text();
              case json -> new String(answer.body(), StandardCharsets.UTF_8);
            });
    return Outcome.of(answer.json(), gate).number();
  }

  private static void keep(Path path, byte[] body, Words words) {
    try {
      Files.write(path, body);
    } catch (IOException e) {
      throw new ClientProblem(ExitCode.USAGE, words.say("file.unwritable", path.toString()));
    }
  }
}
