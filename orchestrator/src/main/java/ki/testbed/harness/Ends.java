package ki.testbed.harness;

import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxStatus;
import ki.testbed.sandbox.Usage;

/** How parts of a sandbox ended, out of what the engine says about it. */
public final class Ends {
  private static final int FIRST_SIGNAL = 128;

  private Ends() {}

  /** How a part ended; empty while it runs, waits, or is gone. */
  public static Optional<Exit> of(SandboxStatus status, Part part) {
    return switch (status) {
      case SandboxStatus.Exited(Optional<Exit> runner, Optional<Exit> sut, Optional<Instant> _) ->
          part == Part.RUNNER ? runner : sut;
      case SandboxStatus.Pending _, SandboxStatus.Ready _, SandboxStatus.Gone _ -> Optional.empty();
    };
  }

  /** {@code exit 1}, {@code exit 139, signal 11}, or why nobody knows. */
  public static String words(Exit exit) {
    return switch (exit.how()) {
      case Exit.How.Code(int code) when code > FIRST_SIGNAL && code < 2 * FIRST_SIGNAL ->
          "exit " + code + ", signal " + (code - FIRST_SIGNAL);
      case Exit.How.Code(int code) -> "exit " + code;
      case Exit.How.NotStarted(var _, String why) -> why;
      case Exit.How.Outlived(String why) -> why;
      case Exit.How.Unknown(String why) -> why;
    };
  }

  /** The same with time, counters and what the engine says. */
  static String account(Exit exit) {
    var words = new StringJoiner(", ").add(words(exit)).add("at " + exit.at());
    if (exit.oomKilled()) {
      words.add("a process was killed for memory");
    }
    if (exit.pidsRefused() instanceof Usage.Counter.Value(long refused) && refused > 0) {
      words.add(refused + " processes or threads refused");
    }
    if (!exit.message().isEmpty()) {
      words.add("engine: " + exit.message());
    }
    return words.toString();
  }

  /** When the engine started the SUT. */
  public static Optional<Instant> sutStarted(SandboxStatus status) {
    return switch (status) {
      case SandboxStatus.Exited exited -> exited.sutStarted();
      case SandboxStatus.Ready ready -> Optional.of(ready.sutStarted());
      case SandboxStatus.Pending _, SandboxStatus.Gone _ -> Optional.empty();
    };
  }

  /** Whether the runner has run, so that there may be events. */
  static boolean begun(SandboxStatus status) {
    return switch (status) {
      case SandboxStatus.Exited _, SandboxStatus.Ready _ -> true;
      case SandboxStatus.Pending(SandboxStatus.Stage stage) ->
          stage == SandboxStatus.Stage.RUNNER_WAITS;
      case SandboxStatus.Gone _ -> false;
    };
  }
}
