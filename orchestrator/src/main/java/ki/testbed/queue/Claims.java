package ki.testbed.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.failpoint.Edge;
import ki.testbed.failpoint.Failpoints;
import ki.testbed.queue.planner.Planned;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Claims of runs on nodes: made by {@link RunQueue}, released when the sandbox is seen to be gone.
 */
@Component
public class Claims {
  private final ClaimStore store;
  private final Leadership leadership;
  private final Failpoints failpoints;

  Claims(ClaimStore store, Leadership leadership, Failpoints failpoints) {
    this.store = store;
    this.leadership = leadership;
    this.failpoints = failpoints;
  }

  /** All that are not released. */
  public List<Claim> open() {
    return store.open();
  }

  /** A whole node for one attempt of a run, in the caller's transaction. */
  Claim allocate(Planned.Start start, Instant from, Instant until, long epoch) {
    return failpoints.cross(
        new Edge("claim", Edge.NEW, "allocated"),
        () ->
            store.insert(
                start.run().run(), start.run().attempt(), start.node(), from, until, epoch));
  }

  /** The claim of an attempt, released or not. */
  public Optional<Claim> find(UUID run, int attempt) {
    return store.find(run, attempt);
  }

  /**
   * Frees what a claim owns. Only after its sandbox was seen to be gone.
   *
   * @return whether it was open
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean release(UUID claim, long epoch, Instant now) {
    leadership.confirm(epoch);
    return failpoints.cross(
        new Edge("claim", "allocated", "released"), () -> store.release(claim, now));
  }
}
