package ki.testbed.invariant;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ki.testbed.queue.Claim;
import ki.testbed.queue.Claims;
import ki.testbed.sandbox.OwnedSandbox;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Whether the engine holds sandboxes of ours that no claim pays for; notes since when. */
@Component
class EngineCheck implements Check {
  private static final Logger LOG = LoggerFactory.getLogger(EngineCheck.class);

  private final SandboxBackend backend;
  private final Claims claims;
  private final InvariantStore store;

  EngineCheck(SandboxBackend backend, Claims claims, InvariantStore store) {
    this.backend = backend;
    this.claims = claims;
    this.store = store;
  }

  /** Often enough that an orphan's age is known; nothing while engine or database are away. */
  @Scheduled(
      initialDelayString = "${testbed.invariant.engine:2m}",
      fixedDelayString = "${testbed.invariant.engine:2m}")
  @Override
  public void look() {
    try {
      List<OwnedSandbox> owned = backend.owned(); // before the claims: its claim came first
      Set<SandboxHandle> paid =
          claims.open().stream().map(EngineCheck::handle).collect(Collectors.toUnmodifiableSet());
      store.seen(
          Invariant.I3,
          owned.stream()
              .filter(sandbox -> !paid.contains(sandbox.handle()))
              .collect(
                  Collectors.toMap(
                      sandbox -> sandbox.handle().claim() + "-" + sandbox.handle().attempt(),
                      sandbox -> "a sandbox of run " + sandbox.run(),
                      (one, _) -> one,
                      TreeMap::new)));
    } catch (SandboxUnreachable | SandboxRefused e) {
      LOG.debug("Orphans are looked for later, as the engine does not answer", e);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("Orphans are looked for later, as the database failed: {}", e.getMessage());
    }
  }

  private static SandboxHandle handle(Claim claim) {
    return new SandboxHandle(claim.id(), claim.attempt());
  }
}
