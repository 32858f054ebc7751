package ki.testbed.runner.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time of the whole machine in ticks, from the first line of /proc/stat.
 *
 * @param total -1 where it could not be read
 */
public record CpuTicks(long total, long idle, long steal) {
  static final CpuTicks UNKNOWN = new CpuTicks(-1, 0, 0);
  private static final int FIELDS = 8;

  static CpuTicks read() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      return lines.findFirst().map(CpuTicks::parse).orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** user nice system idle iowait irq softirq steal; guest time is inside user time already. */
  static CpuTicks parse(String line) {
    String[] fields = line.trim().split("\\s+");
    if (fields.length <= FIELDS || !fields[0].equals("cpu")) {
      return UNKNOWN;
    }
    long total = 0;
    for (int i = 1; i <= FIELDS; i++) {
      total += Long.parseLong(fields[i]);
    }
    return new CpuTicks(
        total, Long.parseLong(fields[4]) + Long.parseLong(fields[5]), Long.parseLong(fields[8]));
  }

  CpuTicks since(CpuTicks earlier) {
    boolean known = total >= 0 && earlier.total >= 0;
    return known
        ? new CpuTicks(total - earlier.total, idle - earlier.idle, steal - earlier.steal)
        : UNKNOWN;
  }

  /** Whether there is anything to tell. */
  public boolean isKnown() {
    return total > 0;
  }

  /** Share of the hypervisor. */
  public double stealShare() {
    return (double) steal / total;
  }

  /** Share that was not idle. */
  public double busyShare() {
    return (double) (total - idle) / total;
  }
}
