package ki.testbed.sandbox;

import java.time.Instant;
import java.util.Optional;

/** What an engine says about a sandbox right now. */
public sealed interface SandboxStatus {
  /** Made, not yet running both parts. */
  record Pending(Stage stage) implements SandboxStatus {}

  /** Both parts run. */
  record Ready(Instant sutStarted) implements SandboxStatus {}

  /** At least one part has ended. */
  record Exited(Optional<Exit> runner, Optional<Exit> sut, Optional<Instant> sutStarted)
      implements SandboxStatus {}

  /** Nothing is there. */
  record Gone() implements SandboxStatus {}

  /** How far a sandbox is. */
  enum Stage {
    /** Half made or whole, nothing started: an order may go in. */
    CREATED,
    /**
     * The runner runs and takes its order, the SUT is not started. Only an order broken off stays
     * here for long.
     */
    RUNNER_WAITS
  }
}
