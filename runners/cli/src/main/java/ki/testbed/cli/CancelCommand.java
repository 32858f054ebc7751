package ki.testbed.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks for the end of an evaluation's runs; those that have ended keep their results. */
@Command(name = "cancel", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class CancelCommand implements Callable<Integer> {
  private final Supplier<Client> clients;

  @Parameters(index = "0", paramLabel = "EVALUATION")
  private String evaluation = "";

  CancelCommand(Supplier<Client> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() {
    var client = clients.get();
    var nothing = Answer.JSON.createObjectNode();
    client.api().post("/evaluations/" + evaluation + "/cancellation", nothing, client.keys().get());
    client.screen().say(client.words().say("cancelled", evaluation));
    return ExitCode.DONE.number();
  }
}
