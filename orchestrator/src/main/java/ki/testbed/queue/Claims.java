package ki.testbed.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

  Claims(ClaimStore store, Leadership leadership) {
    this.store = store;
    this.leadership = leadership;
  }

  /** All that are not released. */
  public List<Claim> open() {
    return store.open();
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
    return store.release(claim, now);
  }
}
