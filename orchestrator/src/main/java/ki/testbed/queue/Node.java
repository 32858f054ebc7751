package ki.testbed.queue;

import java.time.Instant;
import java.util.Map;

/**
 * A machine that can carry sandboxes.
 *
 * @param backend kind of its engine: docker, kubernetes or fake
 * @param tier what isolation it proved, T0 to T3
 * @param why of its state, in one English sentence of ours, empty while READY
 * @param details engine version, kernel and the like
 * @param since entry into the state
 * @param seenAt when its engine last answered
 */
public record Node(
    String id,
    String backend,
    String tier,
    int cpus,
    long memoryBytes,
    Map<String, String> details,
    NodeState state,
    String why,
    Instant since,
    Instant seenAt) {
  public Node {
    details = Map.copyOf(details);
  }
}
