package ki.testbed.runner.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who this process is to the kernel, and what it may. */
final class Identity {
  private static final List<String> STATUS =
      List.of(
          "Uid",
          "Gid",
          "Groups",
          "NoNewPrivs",
          "Seccomp",
          "CapInh",
          "CapPrm",
          "CapEff",
          "CapBnd",
          "CapAmb");

  private static final List<String> LIMITS =
      List.of("Max open files", "Max core file size", "Max msgqueue size", "Max locked memory");

  private Identity() {}

  static Map<String, String> looked() {
    Map<String, String> seen = new LinkedHashMap<>();
    List<String> status = Lines.of("/proc/self/status");
    STATUS.forEach(key -> seen.put("status." + key, after(status, key + ":")));
    seen.put("user.map", map());
    seen.put("oom.adjust", Lines.one("/proc/self/oom_score_adj"));
    List<String> limits = Lines.of("/proc/self/limits");
    LIMITS.forEach(name -> seen.put("limit." + name.substring(4), limit(limits, name)));
    seen.put("processes", processes());
    seen.put("main", Lines.one("/proc/1/comm"));
    seen.put("hostname", Lines.one("/proc/sys/kernel/hostname"));
    seen.put("environment", String.join(" ", new TreeSet<>(System.getenv().keySet())));
    return seen;
  }

  private static String after(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip().replaceAll("\\s+", " "))
        .findFirst()
        .orElse("absent");
  }

  /** Where root of this place is root of the machine, its map names all ids from 0 on. */
  private static String map() {
    String first = Lines.one("/proc/self/uid_map").replaceAll("\\s+", " ");
    return first.startsWith("0 0 ") ? "root is the machine's" : "own";
  }

  private static String limit(List<String> limits, String name) {
    return after(limits, name).split(" ")[0];
  }

  private static String processes() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return Long.toString(
          entries
              .map(entry -> Objects.requireNonNull(entry.getFileName()).toString())
              .filter(name -> name.matches("\\d+"))
              .count());
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
