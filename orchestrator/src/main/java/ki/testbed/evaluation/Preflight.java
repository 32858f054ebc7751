package ki.testbed.evaluation;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import ki.testbed.harness.RunnerImage;
import ki.testbed.queue.Claims;
import ki.testbed.queue.Nodes;
import ki.testbed.queue.Term;
import ki.testbed.sandbox.Deviation;
import ki.testbed.sandbox.Fence;
import ki.testbed.sandbox.NodeProof;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets a node take runs only while it has lately proved that it keeps the profile: at the start of
 * this process, whenever its engine was away, every hour, and after an incident. A node that has to
 * prove it is SUSPECT, runs wait; it is never tried while a run is measured on it.
 */
@Component
class Preflight {
  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
  private static final String DUE = "Its self-test has to run before new runs start.";
  private static final int NAMED = 3;

  private final Engine engine;
  private final Ledger ledger;
  private final RunnerImage runner;
  private final PreflightProperties settings;
  private final LongSupplier nanoTime;
  private final AtomicReference<Optional<Attempt>> last = new AtomicReference<>(Optional.empty());

  /**
   * One self-test.
   *
   * @param why it failed, empty if it did not
   * @param connection of the engine it was made on
   */
  private record Attempt(Optional<NodeProof> proof, String why, long connection, long nanoTime) {
    boolean passed() {
      return why.isEmpty();
    }
  }

  /** Where it is written down. */
  @Component
  record Ledger(Nodes nodes, Claims claims, Incidents incidents, InstantSource clock) {
    void suspect(String node, String why) {
      nodes.suspect(node, why, clock.instant());
    }

    boolean busy(String node) {
      return claims.open().stream().anyMatch(claim -> claim.node().equals(node));
    }
  }

  Preflight(
      Engine engine,
      Ledger ledger,
      RunnerImage runner,
      PreflightProperties settings,
      LongSupplier nanoTime) {
    this.engine = engine;
    this.ledger = ledger;
    this.runner = runner;
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /** The proof on which runs start now; none while there is none that counts. */
  Optional<NodeProof> proof() {
    return last.get()
        .filter(Attempt::passed)
        .filter(attempt -> attempt.connection() == engine.connections())
        .flatMap(Attempt::proof);
  }

  /** Something happened that makes the last proof worth nothing. */
  void again(String why) {
    last.set(Optional.empty());
    ledger.suspect(engine.node(), why);
  }

  /**
   * Proves the node if that is due and nothing runs on it.
   *
   * @param stirred called when it has passed, so that runs may start
   */
  void tend(Term term, Runnable stirred) {
    if (engine.connections() == 0 || !engine.answers() || !due()) {
      return;
    }
    if (last.get().filter(attempt -> !attempt.passed()).isEmpty()) {
      ledger.suspect(engine.node(), DUE);
    }
    if (!ledger.busy(engine.node())) {
      conclude(prove(new Fence(term.epoch(), term::sinceRenewal)));
      stirred.run();
    }
  }

  private boolean due() {
    return last.get()
        .filter(attempt -> attempt.connection() == engine.connections())
        .filter(attempt -> age(attempt).compareTo(bound(attempt)) < 0)
        .isEmpty();
  }

  private Duration age(Attempt attempt) {
    return Duration.ofNanos(nanoTime.getAsLong() - attempt.nanoTime());
  }

  private Duration bound(Attempt attempt) {
    return attempt.passed() ? settings.every() : settings.retry();
  }

  private Attempt prove(Fence fence) {
    long connection = engine.connections();
    try {
      NodeProof proof = engine.backend().prove(runner.source(), fence);
      return new Attempt(
          Optional.of(proof), words(proof.deviations()), connection, nanoTime.getAsLong());
    } catch (SandboxUnreachable | SandboxRefused e) {
      return failed(String.valueOf(e.getMessage()), connection);
    } catch (IOException e) {
      return failed("the runner's image cannot be read: " + e.getMessage(), connection);
    }
  }

  private Attempt failed(String why, long connection) {
    return new Attempt(
        Optional.empty(), "it could not run: " + why, connection, nanoTime.getAsLong());
  }

  private static String words(List<Deviation> deviations) {
    String named =
        deviations.stream().limit(NAMED).map(Deviation::toString).collect(Collectors.joining("; "));
    int more = deviations.size() - NAMED;
    return more > 0 ? named + "; and " + more + " more" : named;
  }

  private void conclude(Attempt attempt) {
    String before = last.getAndSet(Optional.of(attempt)).map(Attempt::why).orElse("");
    if (attempt.passed()) {
      LOG.info("Node {} keeps the profile, runs may start", engine.node());
      ledger.nodes().ready(engine.node(), ledger.clock().instant());
      return;
    }
    ledger.suspect(
        engine.node(), "Its self-test failed, no new run starts: " + attempt.why() + ".");
    if (!attempt.why().equals(before)) {
      ledger
          .incidents()
          .tell(
              IncidentStore.Kind.PREFLIGHT_FAILED, engine.node(), Optional.empty(), attempt.why());
    }
  }
}
