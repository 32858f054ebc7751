package ki.testbed.queue.planner;

import java.util.List;

/**
 * Where a sandbox goes.
 *
 * @param node index in the fleet
 * @param lanes devices on that node, lowest first
 */
public record Placement(int node, List<Integer> lanes) {
  public Placement {
    lanes = List.copyOf(lanes);
  }
}
