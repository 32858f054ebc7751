package ki.testbed.harness;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Grade;
import ki.testbed.protocol.Order;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.SeedCommit;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Criterion;
import ki.testbed.rules.Isolation;
import ki.testbed.rules.Manifest;
import ki.testbed.sandbox.ImageSource;
import ki.testbed.sandbox.SandboxHandle;

/**
 * Everything about one attempt of a run that does not change while it lasts: what is measured, on
 * what, with what.
 *
 * @param criteria those of the plan that ask about this scenario
 * @param seed 64 hexadecimal digits, secret
 * @param cpu CPU sets of runner and SUT, empty where nothing is pinned
 * @param runner name of the runner the plan asks for, absent for our own
 * @param environment engine, kernel, limits and the like as they were when the claim was made
 */
public record RunBrief(
    UUID run,
    int attempt,
    OrganisationId organisation,
    UUID claim,
    Instant expires,
    Grade grade,
    Isolation isolation,
    Scenario scenario,
    List<Criterion> criteria,
    Manifest manifest,
    ImageSource sut,
    Blobs data,
    String seed,
    Order.CpuSets cpu,
    Map<String, String> environment,
    Optional<String> runner) {

  /**
   * Blobs of the data set.
   *
   * @param n number of samples
   * @param scoredOutput name of the output that carries the answer
   */
  public record Blobs(
      Sha256 samples,
      long samplesBytes,
      Sha256 expected,
      long expectedBytes,
      int n,
      String scoredOutput) {}

  public RunBrief {
    criteria = List.copyOf(criteria);
    environment = Map.copyOf(environment);
  }

  /** Under which its sandbox is found. */
  public SandboxHandle handle() {
    return new SandboxHandle(claim, attempt);
  }

  /** What was committed to before anything of it started. */
  public Sha256 seedCommit() {
    return SeedCommit.of(run, attempt, seed);
  }

  /** Whether runner and SUT have processors of their own. */
  public boolean disjointCpuSets() {
    return !cpu.runner().isEmpty() && !cpu.sut().isEmpty();
  }

  @Override
  public String toString() {
    return "run " + run + " attempt " + attempt;
  }
}
