package ki.testbed.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The control group of a container on this machine, as files.
 *
 * @param unified version 2; otherwise one folder per controller
 * @param folders by controller, under {@code ""} the unified one
 */
record Cgroup(boolean unified, Map<String, Path> folders) {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /**
   * The control group of a process, if it is one of this machine and really the container's: on
   * another machine the same process id belongs to somebody else.
   */
  static Optional<Cgroup> of(long pid, String container) {
    try {
      Map<String, String> paths = paths(Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")));
      if (pid <= 0 || paths.values().stream().noneMatch(path -> path.contains(container))) {
        return Optional.empty();
      }
      boolean unified = !paths.containsKey("memory");
      Map<String, Path> folders = new HashMap<>();
      mounts(Files.readAllLines(MOUNTS))
          .forEach(
              (controller, mount) -> folder(mount, paths.get(controller), folders, controller));
      return Optional.of(new Cgroup(unified, Map.copyOf(folders)));
    } catch (IOException _) {
      return Optional.empty(); // ended, or not ours to see
    }
  }

  private static void folder(
      Mount mount, @Nullable String path, Map<String, Path> folders, String controller) {
    if (path != null && path.startsWith(mount.root())) {
      String below = mount.root().equals("/") ? path : path.substring(mount.root().length());
      folders.put(controller, Path.of(mount.point() + below));
    }
  }

  /** From lines {@code 4:memory:/path} and {@code 0::/path}. */
  static Map<String, String> paths(List<String> lines) {
    Map<String, String> paths = new HashMap<>();
    for (String line : lines) {
      String[] parts = line.split(":", 3);
      for (String controller : parts[1].split(",", -1)) {
        paths.put(controller, parts[2]);
      }
    }
    return paths;
  }

  /** Where a hierarchy is mounted, and which part of it. */
  record Mount(String root, String point) {}

  /**
   * From lines of mountinfo, see proc(5): root and point are the fourth and fifth field, type and
   * options stand behind the dash.
   */
  static Map<String, Mount> mounts(List<String> lines) {
    Map<String, Mount> mounts = new HashMap<>();
    for (String line : lines) {
      String[] halves = line.split(" - ", 2);
      String[] left = halves[0].split(" ");
      String[] right = halves.length == 2 ? halves[1].split(" ") : new String[0];
      if (right.length >= 3 && right[0].equals("cgroup2")) {
        mounts.put("", new Mount(left[3], left[4]));
      } else if (right.length >= 3 && right[0].equals("cgroup")) {
        for (String option : right[2].split(",")) {
          mounts.put(option, new Mount(left[3], left[4]));
        }
      }
    }
    return mounts;
  }

  /** A file that holds one number. */
  OptionalLong number(String controller, String file) {
    return text(controller, file).map(String::strip).filter(text -> text.matches("\\d+")).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  /** One number of a file of lines {@code key value}. */
  OptionalLong number(String controller, String file, String key) {
    return text(controller, file).stream()
        .flatMap(String::lines)
        .map(line -> line.split(" "))
        .filter(words -> words.length == 2 && words[0].equals(key))
        .mapToLong(words -> Long.parseLong(words[1]))
        .findFirst();
  }

  private Optional<String> text(String controller, String file) {
    Path folder = folders.get(unified ? "" : controller);
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(folder.resolve(file)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
