package ki.testbed.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import ki.testbed.protocol.Sha256;

/**
 * Everything that makes a sandbox.
 *
 * @param run the run it is for
 * @param expires hard end, for the marks
 */
public record SandboxSpec(
    UUID run, UUID claim, int attempt, Instant expires, RunnerSpec runner, SutSpec sut) {
  /** The name by which its owner finds it. */
  public SandboxHandle handle() {
    return new SandboxHandle(claim, attempt);
  }

  /** Equal for specs that make the same sandbox; the hard end does not count. */
  public Sha256 hash() {
    String body =
        String.join(
            "\n",
            run.toString(),
            claim.toString(),
            Integer.toString(attempt),
            runner.image().id().hex(),
            runner.resources().toString(),
            runner.cpuset(),
            sut.image().id().hex(),
            sut.resources().toString(),
            sut.shutdownGrace().toString(),
            sut.cpuset());
    return Sha256.of(body.getBytes(StandardCharsets.UTF_8));
  }
}
