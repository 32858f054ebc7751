package ki.testbed.sandbox;

/**
 * Limits of one container.
 *
 * @param cpuMilli thousandths of a CPU
 * @param memoryBytes hard limit, swap included, tmpfs and shm counted in
 * @param pids processes and threads
 * @param shmBytes /dev/shm
 * @param scratchBytes /tmp
 */
public record Resources(
    int cpuMilli, long memoryBytes, int pids, long shmBytes, long scratchBytes) {
  public Resources {
    if (cpuMilli <= 0 || memoryBytes <= 0 || pids <= 0 || shmBytes < 0 || scratchBytes < 0) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
