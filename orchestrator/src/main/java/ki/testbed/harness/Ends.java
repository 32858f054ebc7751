package ki.testbed.harness;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.sandbox.Exit;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxStatus;

/** How parts of a sandbox ended, out of what the engine says about it. */
public final class Ends {
  private Ends() {}

  /** How a part ended; empty while it runs, waits, or is gone. */
  public static Optional<Exit> of(SandboxStatus status, Part part) {
    return switch (status) {
      case SandboxStatus.Exited(Optional<Exit> runner, Optional<Exit> sut, Optional<Instant> _) ->
          part == Part.RUNNER ? runner : sut;
      case SandboxStatus.Pending _, SandboxStatus.Ready _, SandboxStatus.Gone _ -> Optional.empty();
    };
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
