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

  /** A node's engine answered; a new node, or one that was away, is suspect at first. */
  public void seen(NodeReport report, Instant now) {
    store.seen(report, now);
  }

  /** A node's engine does not answer; unknown nodes stay unknown. */
  public void down(String id, String why, Instant now) {
    store.down(id, why, now);
  }

  /**
   * Nothing new starts on a node until it is {@link #ready}.
   *
   * @param why in one English sentence for operators
   */
  public void suspect(String id, String why, Instant now) {
    store.suspect(id, why, now);
  }

  /** A suspect node is all right; any other stays what it is. */
  public void ready(String id, Instant now) {
    store.ready(id, now);
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
