package ki.testbed.queue.planner;

import java.util.Set;

/**
 * What one sandbox needs of a node.
 *
 * @param cpuMilli thousandths of a CPU
 * @param memMib memory in MiB
 * @param devices number of devices, 0 for none
 * @param milli thousandths of each device; 1000 if devices is above 1
 * @param models device models that will do, empty for any
 */
public record Shape(int cpuMilli, int memMib, int devices, int milli, Set<String> models) {
  public Shape {
    models = Set.copyOf(models);
    if (cpuMilli < 0 || memMib < 0 || devices < 0 || milli < 0 || milli > 1000) {
      throw new IllegalArgumentException(
          "a shape has sizes from 0, and a share of a device has at most 1000 thousandths");
    }
    if (devices > 1 && milli != 1000 || devices == 1 && milli == 0) {
      throw new IllegalArgumentException(
          "several devices are whole ones, and one device is more than nothing of it");
    }
  }

  /** All that it takes of devices, in thousandths. */
  public int totalMilli() {
    return devices * milli;
  }
}
