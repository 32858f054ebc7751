package ki.testbed.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands in an archive or an image in a registry, and measures it if a plan is named. */
@Command(name = "submit", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class SubmitCommand implements Callable<Integer> {
  private final Supplier<Client> clients;

  @Parameters(index = "0", paramLabel = "IMAGE")
  private String image = "";

  @Option(names = "--registry-login", paramLabel = "FILE")
  private Optional<Path> registryLogin = Optional.empty();

  @Option(names = "--manifest", paramLabel = "FILE", defaultValue = "testbed.yaml")
  private Path manifest = Path.of("testbed.yaml");

  @Option(names = "--plan", paramLabel = "ID[@VERSION]")
  private Optional<String> plan = Optional.empty();

  @Option(names = "--dry-run")
  private boolean dryRun;

  @Option(names = "--watch")
  private boolean watch;

  @Mixin private Results results = new Results();

  SubmitCommand(Supplier<Client> clients) {
    this.clients = clients;
  }

  @Override
  public Integer call() {
    var client = clients.get();
    var submitting = client.submitting();
    var sealed = plan.map(submitting::sealed);
    var submission =
        image.contains("@sha256:")
            ? submitting.fetched(image, registryLogin, manifest)
            : submitting.accepted(Path.of(image), manifest);
    if (sealed.isEmpty()) {
      client.screen().result(submission.path("id").asString(""));
      return ExitCode.DONE.number();
    }
    var evaluation =
        submitting.evaluation(submission, sealed.get(), dryRun).path("id").asString("");
    if (!watch) {
      client.screen().result(evaluation);
      return ExitCode.DONE.number();
    }
    client.screen().say(client.words().say("evaluation.started", evaluation));
    client.watching().untilEnd(evaluation);
    return results.show(client, evaluation);
  }
}
