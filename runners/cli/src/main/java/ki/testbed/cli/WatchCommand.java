package ki.testbed.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Follows an evaluation and shows its result. Ending it cancels nothing. */
@Command(name = "watch", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class WatchCommand implements Callable<Integer> {
  private final Supplier<Client> clients;

  @Parameters(index = "0", paramLabel = "EVALUATION")
  private String evaluation = "";

  @Mixin private Results results = new Results();

  WatchCommand(Supplier<Client> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() {
    var client = clients.get();
    client.watching().untilEnd(evaluation);
    return results.show(client, evaluation);
  }
}
