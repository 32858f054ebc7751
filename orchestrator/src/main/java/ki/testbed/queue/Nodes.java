package ki.testbed.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The inventory: which machines there are, and whether they answer. */
@Component
public class Nodes {
  private final NodeStore store;

  Nodes(NodeStore store) {
    this.store = store;
  }

  /** A node's engine answered. */
  public void seen(NodeReport report, Instant now) {
    store.seen(report, now);
  }

  /** A node's engine does not answer; unknown nodes stay unknown. */
  public void down(String id, String why, Instant now) {
    store.down(id, why, now);
  }

  /** All nodes by id. */
  public List<Node> all() {
    return store.all();
  }

  /** One node. */
  public Optional<Node> find(String id) {
    return all().stream().filter(node -> node.id().equals(id)).findFirst();
  }
}
