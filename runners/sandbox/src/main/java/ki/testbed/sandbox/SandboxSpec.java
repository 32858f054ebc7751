package ki.testbed.sandbox;

import java.time.Instant;
import java.util.UUID;

/**
 * Everything that makes a sandbox.
 *
 * @param run the run it is for
 * @param expires hard end, for the marks
 */
public record SandboxSpec(UUID run, UUID claim, int attempt, Instant expires, RunnerSpec runner, SutSpec sut) {
  /** The name by which its owner finds it. */
  public SandboxHandle handle() {
    return new SandboxHandle(claim, attempt);
  }
}
