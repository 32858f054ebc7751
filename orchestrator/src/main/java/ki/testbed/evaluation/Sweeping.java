package ki.testbed.evaluation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ki.testbed.queue.Claim;
import ki.testbed.queue.Claims;
import ki.testbed.queue.Term;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.Leftovers;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes sandboxes that no run needs any more: those of ended attempts, whose claims are released
 * once they are seen to be gone, and those that carry our mark but belong to nobody.
 */
@Component
class Sweeping {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeping.class);

  private final Engine engine;
  private final Claims claims;
  private final RunStore runs;
  private final Workers workers;
  private final Release release;

  /** How a claim ends. */
  @Component
  record Release(
      Claims claims,
      TransactionOperations transactions,
      InstantSource clock,
      Incidents incidents,
      Preflight preflight) {
    /** Processes outlived their container: who did that may have done more. */
    void haunted(String node, Claim claim, Leftovers found) {
      incidents.tell(
          IncidentStore.Kind.GHOST_PROCESS,
          node,
          Optional.of(claim.owner()),
          "processes outlived their container and were killed: "
              + String.join(", ", found.killed()));
      preflight.again("Processes of a run outlived its container; its self-test runs again.");
    }

    boolean of(Claim claim, long epoch) {
      return Boolean.TRUE.equals(
          transactions.execute(_ -> claims.release(claim.id(), epoch, clock.instant())));
    }
  }

  Sweeping(Engine engine, Claims claims, RunStore runs, Workers workers, Release release) {
    this.engine = engine;
    this.claims = claims;
    this.runs = runs;
    this.workers = workers;
    this.release = release;
  }

  /**
   * One look at claims and sandboxes.
   *
   * @param stirred called when a claim was released
   */
  void sweep(Term term, Runnable stirred) {
    List<OwnedSandbox> owned =
        engine.backend().owned(); // before the claims: what is in here has its claim already
    List<Claim> open = claims.open();
    Fence fence = new Fence(term.epoch(), term::sinceRenewal);
    open.stream()
        .filter(claim -> !needed(claim))
        .forEach(claim -> workers.submit(claim.id(), () -> end(claim, fence, stirred)));
    Set<SandboxHandle> paid =
        open.stream().map(Sweeping::handle).collect(Collectors.toUnmodifiableSet());
    owned.stream()
        .filter(sandbox -> !paid.contains(sandbox.handle()))
        .forEach(sandbox -> workers.submit(sandbox.handle(), () -> removeOrphan(sandbox, fence)));
  }

  private boolean needed(Claim claim) {
    return runs.find(new RunId(claim.owner()))
        .filter(row -> row.claim().filter(claim.id()::equals).isPresent())
        .filter(row -> !row.run().state().terminal())
        .isPresent();
  }

  private static SandboxHandle handle(Claim claim) {
    return new SandboxHandle(claim.id(), claim.attempt());
  }

  private void end(Claim claim, Fence fence, Runnable stirred) {
    Leftovers found = remove(handle(claim), fence);
    if (!found.none()) {
      release.haunted(engine.node(), claim, found);
    }
    if (release.of(claim, fence.epoch())) {
      LOG.info(
          "run {} attempt {}: its sandbox is gone, its claim released",
          claim.owner(),
          claim.attempt());
      stirred.run();
    }
  }

  private void removeOrphan(OwnedSandbox sandbox, Fence fence) {
    LOG.warn("A sandbox of run {} belongs to no claim and is removed", sandbox.run());
    remove(sandbox.handle(), fence);
  }

  /** Returns when nothing of it is left. */
  private Leftovers remove(SandboxHandle handle, Fence fence) {
    engine.backend().stop(handle, Part.SUT, Duration.ZERO, fence);
    engine.backend().stop(handle, Part.RUNNER, Duration.ZERO, fence);
    return engine.backend().remove(handle, fence);
  }
}
