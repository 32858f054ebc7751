package ki.testbed.queue.planner;

/**
 * A node as the planner sees it.
 *
 * @param ready it answers and takes new runs
 * @param claimed a claim on it is not released, whatever its end
 */
public record Place(String node, int cpuMilli, long memoryBytes, boolean ready, boolean claimed) {
  /** Whether it could hold this need if nothing else were there. */
  public boolean holds(Need need) {
    return need.fits(cpuMilli, memoryBytes);
  }
}
