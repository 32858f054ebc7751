package ki.testbed.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import ki.testbed.harness.Orders;
import ki.testbed.harness.SandboxSpecs;
import ki.testbed.protocol.Order;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes sandboxes. Every step finds its earlier effect by a fixed name, so that all of it can be
 * done again by whoever comes next.
 */
@Component
class Provisioning {
  private static final Logger LOG = LoggerFactory.getLogger(Provisioning.class);

  private final Engine engine;
  private final Images images;
  private final SandboxSpecs specs;
  private final Orders orders;
  private final RunStore runs;

  Provisioning(Engine engine, Images images, SandboxSpecs specs, Orders orders, RunStore runs) {
    this.engine = engine;
    this.images = images;
    this.specs = specs;
    this.orders = orders;
    this.runs = runs;
  }

  /** Images, sandbox, order; why it cannot be done, if so. */
  Optional<Why> provision(Case run) {
    return images.load(run.brief().sut(), run.brief().runner(), run.fence()).or(() -> make(run));
  }

  private Optional<Why> make(Case run) {
    try {
      create(run);
      order(run);
      return Optional.empty();
    } catch (SandboxRefused e) {
      return Optional.of(Refusals.of(e));
    }
  }

  private void create(Case run) {
    SandboxSpec spec;
    try {
      spec = specs.of(run.brief());
    } catch (IOException e) {
      throw new SandboxRefused(SandboxRefused.Cause.IMAGE_MISSING, "runner: " + e.getMessage());
    }
    engine.backend().create(spec, run.fence());
    if (runs.sandboxSeen(run.run()) != 1) {
      throw new RunMoved(run.run().id());
    }
  }

  private void order(Case run) {
    Order order = orders.of(run.brief());
    try (InputStream bytes = orders.open(order)) {
      engine.backend().order(run.brief().handle(), bytes, Orders.bytes(order), run.fence());
    } catch (IOException e) {
      LOG.error("{}: the data set cannot be read", run.brief(), e);
      throw new SandboxRefused(
          SandboxRefused.Cause.ORDER_NOT_DELIVERED, "the data set cannot be read");
    }
  }
}
