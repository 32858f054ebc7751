package ki.testbed.runner.probe;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be read and written of the file system, the kernel's own files above all. */
final class Places {
  private static final List<String> READ =
      List.of(
          "/proc/kcore",
          "/proc/keys",
          "/proc/kmsg",
          "/proc/timer_list",
          "/proc/sched_debug",
          "/sys/kernel/security",
          "/sys/firmware",
          "/" + "root", // a folder of every image, not of one machine
          "/etc/shadow");

  private static final List<String> WRITTEN =
      List.of(
          "/proc/sysrq-trigger",
          "/proc/sys/kernel/core_pattern",
          "/proc/sys/vm/overcommit_memory",
          "/proc/sys/net/ipv4/ip_forward",
          "/sys/kernel/mm/ksm/run",
          "/sys/power/state");

  private static final List<String> FILLED =
      List.of("/", "/app", "/opt", "/lib", "/etc", "/proc", "/sys", "/dev");

  private static final int EXECVE = 59;

  private Places() {}

  static Map<String, String> looked(SystemCalls calls) {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("devices", names(Path.of("/dev")));
    READ.forEach(place -> seen.put("read." + place, read(Path.of(place))));
    WRITTEN.forEach(place -> seen.put("write." + place, written(Path.of(place))));
    FILLED.forEach(place -> seen.put("create." + place, created(Path.of(place))));
    seen.put("create.cgroups", createdInGroups());
    seen.putAll(writableMounts());
    seen.put("execute./tmp", executed(calls));
    return seen;
  }

  private static String names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> Objects.requireNonNull(file.getFileName()).toString())
          .sorted()
          .collect(Collectors.joining(" "));
    } catch (IOException e) {
      return words(e);
    }
  }

  private static String read(Path place) {
    if (Files.isDirectory(place)) {
      String names = names(place);
      return names.isEmpty() ? "empty" : names;
    }
    try (var in = Files.newInputStream(place)) {
      return in.read() < 0 ? "empty" : "readable";
    } catch (IOException e) {
      return words(e);
    }
  }

  private static String written(Path place) {
    try (var _ = Files.newByteChannel(place, StandardOpenOption.WRITE)) {
      return "writable";
    } catch (IOException e) {
      return words(e);
    }
  }

  private static String created(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "absent";
    }
    Path file = folder.resolve("probe-" + ProcessHandle.current().pid());
    try {
      Files.delete(Files.createFile(file));
      return "writable";
    } catch (IOException e) {
      return words(e);
    }
  }

  /** Every answer once, over all folders of control groups. */
  private static String createdInGroups() {
    Path top = Path.of("/sys/fs/cgroup");
    try (Stream<Path> folders = Files.list(top)) {
      return Stream.concat(Stream.of(top), folders.filter(Files::isDirectory))
          .map(Places::created)
          .distinct()
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      return words(e);
    }
  }

  /**
   * Mounted folders that are not read-only, with what they forbid, control groups left out: fields
   * 5 and 6 of mountinfo, see proc(5).
   */
  private static Map<String, String> writableMounts() {
    Map<String, String> seen = new LinkedHashMap<>();
    Lines.of("/proc/self/mountinfo").stream()
        .map(line -> line.split(" "))
        .filter(fields -> fields.length > 5 && ("," + fields[5] + ",").contains(",rw,"))
        .filter(fields -> !fields[4].startsWith("/sys/fs/cgroup"))
        .filter(fields -> Files.isDirectory(Path.of(fields[4])))
        .forEach(fields -> seen.put("mount." + fields[4], forbidden(fields[5])));
    return seen;
  }

  private static String forbidden(String options) {
    String words =
        Stream.of(options.split(","))
            .filter(option -> option.startsWith("no") && !option.endsWith("atime"))
            .sorted()
            .collect(Collectors.joining(","));
    return words.isEmpty() ? "writable" : "writable," + words;
  }

  /** A file that is no program: where nothing may be executed at all, the kernel does not look. */
  private static String executed(SystemCalls calls) {
    Path file = Path.of("/tmp/probe-program");
    try {
      Files.write(file, new byte[] {1, 2, 3, 4});
      if (!file.toFile().setExecutable(true)) {
        return "cannot be made executable";
      }
      String answer = SystemCalls.words(calls.callWithText(EXECVE, file.toString(), 0, 0));
      Files.delete(file);
      return answer;
    } catch (IOException e) {
      return words(e);
    }
  }

  private static String words(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "absent";
      case AccessDeniedException _ -> "refused";
      case FileSystemException e when e.getReason() != null ->
          e.getReason().toLowerCase(Locale.ROOT);
      default -> // open set: exceptions of the file system
          String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    };
  }
}
