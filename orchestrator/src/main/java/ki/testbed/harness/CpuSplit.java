package ki.testbed.harness;

import ki.testbed.protocol.Order;

/** Divides the processors of a node between runner and SUT. */
public final class CpuSplit {
  /** Without these no measurement is formal. */
  private static final int RUNNER_CPUS = 2;

  /** Nothing is pinned. */
  public static final Order.CpuSets NONE = new Order.CpuSets("", "");

  private CpuSplit() {}

  /**
   * Whether both can have processors of their own: two or more for the runner, whole ones for the
   * SUT.
   */
  public static boolean possible(int nodeCpus, int sutMilli) {
    return nodeCpus >= RUNNER_CPUS + whole(sutMilli);
  }

  /** Sets of their own for both, the runner's first; none where that is not possible. */
  public static Order.CpuSets of(int nodeCpus, int sutMilli) {
    if (!possible(nodeCpus, sutMilli)) {
      return NONE;
    }
    return new Order.CpuSets(
        list(0, RUNNER_CPUS), list(RUNNER_CPUS, RUNNER_CPUS + whole(sutMilli)));
  }

  /** Processors that both need together to have their own, in thousandths. */
  public static int cpuMilli(int sutMilli) {
    return (RUNNER_CPUS + whole(sutMilli)) * 1000;
  }

  private static int whole(int milli) {
    return Math.ceilDiv(milli, 1000);
  }

  private static String list(int from, int to) {
    return to - from == 1 ? Integer.toString(from) : from + "-" + (to - 1);
  }
}
