package ki.testbed.queue.planner;

/**
 * What a run needs of a node, runner and SUT together.
 *
 * @param cpuMilli thousandths of a CPU
 */
public record Need(int cpuMilli, long memoryBytes) {
  public Need {
    if (cpuMilli <= 0 || memoryBytes <= 0) {
      throw new IllegalArgumentException("a need is positive");
    }
  }

  /** Whether this fits into a node of that size. */
  public boolean fits(int nodeCpuMilli, long nodeMemoryBytes) {
    return cpuMilli <= nodeCpuMilli && memoryBytes <= nodeMemoryBytes;
  }
}
