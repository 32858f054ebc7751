package ki.testbed.runner.probe;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ends what outlives a container: finds processes by the control group they are in, which they
 * cannot leave, and the shim of a container by its arguments. Runs as root of the machine with
 * nothing but the capability to kill.
 *
 * <p>Prints {@code killed TAB id TAB pid TAB name} and {@code shim ..} alike for each signal sent,
 * and {@code empty TAB id} or {@code left TAB id TAB number} at the end.
 */
public final class Reaper {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final int SIGKILL = 9;
  private static final int PIDFD_OPEN = 434;
  private static final int PIDFD_SEND_SIGNAL = 424;
  private static final int CLOSE = 3;
  private static final int ROUNDS = 100;
  private static final long BETWEEN_ROUNDS_MS = 20;

  private final Path proc;
  private final SystemCalls calls = new SystemCalls();
  private final PrintStream out;

  private Reaper(Path proc, PrintStream out) {
    this.proc = proc;
    this.out = out;
  }

  /**
   * Kills the processes of these containers until there are none.
   *
   * @return whether none are left
   */
  public static boolean reap(PrintStream out, List<String> containers) throws InterruptedException {
    var reaper = new Reaper(Path.of("/proc"), out);
    boolean empty = true;
    for (String container : checked(containers)) {
      empty &= reaper.empty(container);
    }
    return empty;
  }

  /** Kills the shims of these containers, which the engine must have forgotten. */
  public static boolean endShims(PrintStream out, List<String> containers)
      throws InterruptedException {
    var reaper = new Reaper(Path.of("/proc"), out);
    boolean gone = true;
    for (String container : checked(containers)) {
      gone &= reaper.withoutShim(container);
    }
    return gone;
  }

  private static List<String> checked(List<String> containers) {
    for (String container : containers) {
      if (!ID.matcher(container).matches()) {
        throw new IllegalArgumentException("not the id of a container");
      }
    }
    return containers;
  }

  private boolean empty(String container) throws InterruptedException {
    return until("killed", container, pid -> inGroup(pid, container));
  }

  private boolean withoutShim(String container) throws InterruptedException {
    return until("shim", container, pid -> isShim(pid, container));
  }

  /** Tells of processes by their number. */
  private interface Those {
    boolean test(long pid);
  }

  private boolean until(String word, String container, Those those) throws InterruptedException {
    List<Long> found = found(those);
    for (int round = 0; round < ROUNDS && !found.isEmpty(); round++) {
      boolean first = round == 0;
      found.forEach(pid -> kill(word, container, pid, those, first));
      Thread.sleep(BETWEEN_ROUNDS_MS);
      found = found(those);
    }
    out.println(
        found.isEmpty() ? "empty\t" + container : "left\t" + container + "\t" + found.size());
    return found.isEmpty();
  }

  private List<Long> found(Those those) {
    try (Stream<Path> entries = Files.list(proc)) {
      return entries
          .map(entry -> Objects.requireNonNull(entry.getFileName()).toString())
          .filter(name -> name.matches("\\d+"))
          .map(Long::valueOf)
          .filter(pid -> pid != ProcessHandle.current().pid())
          .filter(those::test)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Looks again once the process is held, as its number may have gone to another one in between.
   */
  private void kill(String word, String container, long pid, Those those, boolean told) {
    String name = Lines.one(proc + "/" + pid + "/comm");
    long held = calls.call(PIDFD_OPEN, pid, 0);
    if (held < 0) {
      return;
    }
    if (those.test(pid) && calls.call(PIDFD_SEND_SIGNAL, held, SIGKILL, 0, 0) == 0 && told) {
      out.println(word + "\t" + container + "\t" + pid + "\t" + name.replaceAll("\\W", "?"));
    }
    calls.call(CLOSE, held);
  }

  /**
   * A process that has ended and waits to be noticed still has its group; it needs no more killing
   * and holds nothing.
   */
  private boolean inGroup(long pid, String container) {
    return lines(pid, "cgroup").stream().anyMatch(line -> line.contains(container))
        && lines(pid, "status").stream().noneMatch(line -> line.startsWith("State:\tZ"));
  }

  private List<String> lines(long pid, String file) {
    return Lines.of(proc.resolve(Long.toString(pid)).resolve(file));
  }

  private boolean isShim(long pid, String container) {
    List<String> arguments = arguments(pid);
    int at = arguments.indexOf("-id");
    return !arguments.isEmpty()
        && arguments.getFirst().contains("containerd-shim")
        && at > 0
        && at + 1 < arguments.size()
        && arguments.get(at + 1).equals(container);
  }

  private List<String> arguments(long pid) {
    try {
      return Arrays.asList(
          Files.readString(proc.resolve(Long.toString(pid)).resolve("cmdline")).split("\0"));
    } catch (IOException _) {
      return List.of();
    }
  }
}
