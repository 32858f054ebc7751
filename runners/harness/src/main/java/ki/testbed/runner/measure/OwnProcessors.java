package ki.testbed.runner.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The processors this process may run on, where they are fewer than the machine has: what is busy
 * there and is not this process is foreign load. Time in softirq is left out, as the kernel carries
 * this process's own loopback traffic in it; so is what the hypervisor stole.
 */
final class OwnProcessors {
  private static final long NS_PER_TICK = 10_000_000; // USER_HZ is 100 on every Linux
  private static final List<Integer> BUSY_FIELDS = List.of(1, 2, 3, 6); // user nice system irq

  private final Path proc;

  OwnProcessors(Path proc) {
    this.proc = proc;
  }

  static OwnProcessors here() {
    return new OwnProcessors(Path.of("/proc"));
  }

  /** Time these processors were busy since the machine started; empty if they are all there are. */
  OptionalLong busyNs() {
    try {
      Set<Integer> own = allowed(Files.readAllLines(proc.resolve("self/status")));
      List<String[]> lines =
          Files.readAllLines(proc.resolve("stat")).stream()
              .filter(line -> line.matches("cpu[0-9]+ .*"))
              .map(line -> line.trim().split("\\s+"))
              .toList();
      return own.isEmpty() || lines.size() <= own.size()
          ? OptionalLong.empty()
          : OptionalLong.of(busy(lines, own));
    } catch (IOException | NumberFormatException _) {
      return OptionalLong.empty();
    }
  }

  private static long busy(List<String[]> lines, Set<Integer> own) {
    return lines.stream()
        .filter(fields -> own.contains(Integer.valueOf(fields[0].substring("cpu".length()))))
        .mapToLong(fields ->
            BUSY_FIELDS.stream().mapToLong(i -> Long.parseLong(fields[i])).sum() * NS_PER_TICK)
        .sum();
  }

  /** Share of these processors' time since then that others had. */
  Optional<Double> foreignShare(OptionalLong before, long ownCpuNs, long spanNs) {
    OptionalLong after = busyNs();
    if (before.isEmpty() || after.isEmpty() || spanNs <= 0) {
      return Optional.empty();
    }
    long foreign = Math.max(0, after.getAsLong() - before.getAsLong() - ownCpuNs);
    return Optional.of((double) foreign / spanNs / count());
  }

  private int count() {
    try {
      return Math.max(1, allowed(Files.readAllLines(proc.resolve("self/status"))).size());
    } catch (IOException _) {
      return 1;
    }
  }

  /** {@code Cpus_allowed_list: 0-1,4} as numbers. */
  private static Set<Integer> allowed(List<String> status) {
    Set<Integer> cpus = new HashSet<>();
    status.stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .flatMap(line -> List.of(line.substring(line.indexOf(':') + 1).strip().split(",")).stream())
        .forEach(range -> add(cpus, range));
    return cpus;
  }

  private static void add(Set<Integer> cpus, String range) {
    String[] ends = range.split("-");
    int last = Integer.parseInt(ends[ends.length - 1]);
    for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
      cpus.add(cpu);
    }
  }
}
