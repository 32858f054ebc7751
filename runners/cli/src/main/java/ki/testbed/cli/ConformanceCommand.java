package ki.testbed.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import ki.testbed.cli.conformance.Check;
import ki.testbed.cli.conformance.Kit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a runner through the protocol; needs no service. */
@Command(name = "conformance", mixinStandardHelpOptions = true)
final class ConformanceCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(arity = "1..*", paramLabel = "COMMAND")
  private List<String> command = new ArrayList<>();

  ConformanceCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Check> checks = Kit.of(command);
    checks.forEach(check -> screen.say(check.line()));
    boolean all = checks.stream().allMatch(Check::passed);
    return (all ? ExitCode.DONE : ExitCode.FINDINGS).number();
  }
}
