package ki.testbed.sandbox.docker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;

/**
 * Gives each sandbox a number no other one on the node has, as its containers' users come from it.
 * Installations that share a node see each other's; as two may look at the same time, each begins
 * somewhere else.
 */
final class Numbers {
  private static final int COUNT = 20_000;

  private final int first;
  private final Map<SandboxHandle, Integer> given = new HashMap<>();

  Numbers(UUID owner) {
    this.first = Math.floorMod(owner.hashCode(), COUNT);
  }

  /**
   * The number of a sandbox: the one it has, else the first from ours on that neither the node nor
   * this process uses.
   */
  synchronized int give(SandboxHandle handle, List<Marks> onNode) {
    return onNode.stream()
        .filter(marks -> marks.handle().equals(handle))
        .map(Marks::number)
        .findFirst()
        .orElseGet(() -> given.computeIfAbsent(handle, _ -> free(onNode)));
  }

  private int free(List<Marks> onNode) {
    Set<Integer> used = new HashSet<>(given.values());
    onNode.forEach(marks -> used.add(marks.number()));
    for (int i = 0; i < COUNT; i++) {
      int number = (first + i) % COUNT;
      if (!used.contains(number)) {
        return number;
      }
    }
    throw new SandboxRefused(
        SandboxRefused.Cause.CREATE_FAILED, "the node has no user ids left for another sandbox");
  }

  /** The sandbox is gone, or its containers hold the number. */
  synchronized void release(SandboxHandle handle) {
    given.remove(handle);
  }
}
