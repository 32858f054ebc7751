package ki.testbed.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the result of an evaluation that has ended. */
@Command(name = "result", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class ResultCommand implements Callable<Integer> {
  private final Supplier<Client> clients;

  @Parameters(index = "0", paramLabel = "EVALUATION")
  private String evaluation = "";

  @Mixin private Results results = new Results();

  ResultCommand(Supplier<Client> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() {
    var client = clients.get();
    return results.show(client, evaluation);
  }
}
