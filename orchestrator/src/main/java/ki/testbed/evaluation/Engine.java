package ki.testbed.evaluation;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import ki.testbed.queue.NodeReport;
import ki.testbed.queue.Nodes;
import ki.testbed.sandbox.BackendFacts;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The engine of this machine: one node. Knows whether it answers, and tells the inventory. */
@Component
class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final String node;
  private final SandboxBackend backend;
  private final Nodes nodes;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final AtomicReference<Optional<Long>> silentSince =
      new AtomicReference<>(Optional.empty());

  private final AtomicLong connections = new AtomicLong();
  private final AtomicReference<Optional<BackendFacts>> lastFacts =
      new AtomicReference<>(Optional.empty());

  Engine(
      EvaluationProperties settings,
      SandboxBackend backend,
      Nodes nodes,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.node = settings.node();
    this.backend = backend;
    this.nodes = nodes;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  SandboxBackend backend() {
    return backend;
  }

  String node() {
    return node;
  }

  /** Asks whether it is there, and what it is. */
  void look() {
    try {
      BackendFacts facts = backend.facts();
      lastFacts.set(Optional.of(facts));
      nodes.seen(
          new NodeReport(
              node,
              facts.kind(),
              facts.tier().name(),
              facts.cpus(),
              facts.memoryBytes(),
              facts.details()),
          clock.instant());
      answered();
    } catch (SandboxUnreachable e) {
      silent(String.valueOf(e.getMessage()));
    } catch (SandboxRefused e) {
      silent(e.why() + ": " + e.getMessage());
    }
  }

  private void answered() {
    boolean away = silentSince.getAndSet(Optional.empty()).isPresent();
    if (away) {
      LOG.info("The container engine answers again");
    }
    if (away || connections.get() == 0) {
      connections.incrementAndGet();
    }
  }

  /** How often it has begun to answer, 0 if it never has: another number may be another engine. */
  long connections() {
    return connections.get();
  }

  private void silent(String why) {
    long now = nanoTime.getAsLong();
    if (silentSince.getAndUpdate(since -> since.or(() -> Optional.of(now))).isEmpty()) {
      LOG.warn("The container engine does not answer, runs wait for it: {}", why);
    }
    nodes.down(node, "The container engine does not answer.", clock.instant());
  }

  /** What it said about itself when it last answered. */
  Optional<BackendFacts> facts() {
    return lastFacts.get();
  }

  /** Whether it answered when it was last asked. */
  boolean answers() {
    return silentSince.get().isEmpty();
  }
}
