package ki.testbed.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code testbed}. */
@Command(name = "testbed", mixinStandardHelpOptions = true, versionProvider = Testbed.Version.class)
final class Testbed implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Testbed() {}

  /**
   * The whole command line.
   *
   * @param client made when a command needs it, so that help needs no token
   */
  static CommandLine commandLine(Supplier<Client> client, Screen screen, Words words) {
    var line =
        new CommandLine(new Testbed())
            .addSubcommand(new SubmitCommand(client))
            .addSubcommand(new WatchCommand(client))
            .addSubcommand(new ResultCommand(client))
            .addSubcommand(new ListCommand(client))
            .addSubcommand(new CancelCommand(client))
            .addSubcommand(new WhoamiCommand(client))
            .addSubcommand(new VerifyCommand(screen, words))
            .addSubcommand(new ConformanceCommand(screen));
    line.setResourceBundle(words.bundle());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((problem, _, _) -> ended(problem, screen));
    return line;
  }

  private static int ended(Exception problem, Screen screen) throws Exception {
    if (problem instanceof ClientProblem known) {
      known.lines().forEach(screen::say);
      return known.code().number();
    }
    throw problem;
  }

  /** Without a command there is nothing to do. */
  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), spec.resourceBundle().getString("command.missing"));
  }

  /** The version that the build wrote into the archive. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "testbed "
            + Optional.ofNullable(Testbed.class.getPackage().getImplementationVersion())
                .orElse("development")
      };
    }
  }
}
