package ki.testbed.queue.planner;

import java.util.Arrays;
import java.util.List;

/**
 * What is free on a node.
 *
 * @param model of all its devices, empty without devices
 * @param free thousandths per device, by lane
 */
public record NodeFree(String id, String model, int cpuMilli, int memMib, List<Integer> free) {
  public NodeFree {
    free = List.copyOf(free);
  }

  /** A node with nothing on it. */
  public static NodeFree whole(String id, String model, int cpuMilli, int memMib, int devices) {
    Integer[] lanes = new Integer[devices];
    Arrays.fill(lanes, 1000);
    return new NodeFree(id, model, cpuMilli, memMib, List.of(lanes));
  }

  /** Sum of the free thousandths of its devices. */
  public int idle() {
    return free.stream().mapToInt(Integer::intValue).sum();
  }
}
