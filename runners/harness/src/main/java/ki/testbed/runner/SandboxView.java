package ki.testbed.runner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runner sees of its sandbox, as evidence that it is closed. */
final class SandboxView {
  private static final int MOST_CHARS = 400;
  private static final int CONNECT_MS = 300;
  private static final List<String> CGROUP_FILES =
      List.of(
          "memory.max",
          "cpu.max",
          "pids.max",
          "cpuset.cpus.effective",
          "memory/memory.limit_in_bytes",
          "cpu/cpu.cfs_quota_us",
          "cpu/cpu.cfs_period_us",
          "pids/pids.max",
          "cpuset/cpuset.cpus");

  private final Path proc;
  private final Path cgroup;

  SandboxView(Path proc, Path cgroup) {
    this.proc = proc;
    this.cgroup = cgroup;
  }

  /** The view of this machine. */
  static SandboxView here() {
    return new SandboxView(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  /** Names from /proc/net/dev. */
  List<String> interfaces() {
    return lines(proc.resolve("net/dev")).stream()
        .filter(line -> line.contains(":"))
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .sorted()
        .toList();
  }

  /** Whether there is no way out: only loopback. */
  boolean isSealed() {
    return interfaces().equals(List.of("lo"));
  }

  /**
   * Name of each look to what was seen. Tries to reach out only where nothing but loopback exists,
   * so it never disturbs anybody.
   */
  Map<String, String> probe() {
    Map<String, String> seen = new LinkedHashMap<>();
    seen.put("routes.ipv4", joined(lines(proc.resolve("net/route")).stream().skip(1)));
    seen.put("routes.ipv6", joined(lines(proc.resolve("net/ipv6_route")).stream()));
    seen.put("listeners", joined(Stream.concat(listeners("net/tcp"), listeners("net/tcp6"))));
    seen.put("resolver", joined(lines(Path.of("/etc/resolv.conf")).stream()));
    lines(proc.resolve("self/status")).stream()
        .filter(SandboxView::isOfInterest)
        .forEach(line -> putStatus(seen, line));
    CGROUP_FILES.forEach(file -> putCgroup(seen, file));
    reachOut(seen);
    return seen;
  }

  private static boolean isOfInterest(String line) {
    return Stream.of("Uid:", "CapEff:", "NoNewPrivs:", "Seccomp:", "Cpus_allowed_list:")
        .anyMatch(line::startsWith);
  }

  private static void putStatus(Map<String, String> seen, String line) {
    int colon = line.indexOf(':');
    seen.put(
        "status." + line.substring(0, colon), line.substring(colon + 1).strip().replace('\t', ' '));
  }

  private void putCgroup(Map<String, String> seen, String file) {
    List<String> content = lines(cgroup.resolve(file));
    if (!content.isEmpty()) {
      seen.put("cgroup." + file, joined(content.stream()));
    }
  }

  /** State 0A is LISTEN (include/net/tcp_states.h); address and port are hexadecimal. */
  private Stream<String> listeners(String file) {
    return lines(proc.resolve(file)).stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(fields -> fields.length > 3 && fields[3].equals("0A"))
        .map(fields -> fields[1]);
  }

  /** Ports on which something listens, in rising order. */
  List<Integer> openPorts() {
    return Stream.concat(listeners("net/tcp"), listeners("net/tcp6"))
        .map(address -> Integer.parseInt(address.substring(address.indexOf(':') + 1), 16))
        .distinct()
        .sorted()
        .toList();
  }

  private void reachOut(Map<String, String> seen) {
    if (!isSealed()) {
      seen.put("reach", "not tried, as other interfaces than loopback exist");
      return;
    }
    seen.put("reach.tcp.metadata", tcp("169.254.169.254", 80));
    seen.put("reach.tcp.outside", tcp("192.0.2.1", 9));
    seen.put("reach.tcp.resolver", tcp("1.1.1.1", 53));
    seen.put("reach.tcp.ipv6", tcp("2001:db8::1", 9));
    seen.put("reach.udp.resolver", udp("1.1.1.1", 53));
  }

  private static String tcp(String address, int port) {
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(new InetSocketAddress(address, port), CONNECT_MS);
      return "REACHED";
    } catch (IOException e) {
      return bounded(String.valueOf(e.getMessage()));
    }
  }

  private static String udp(String address, int port) {
    SocketAddress target = new InetSocketAddress(address, port);
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.send(ByteBuffer.wrap(new byte[] {0}), target);
      return "SENT";
    } catch (IOException e) {
      return bounded(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String joined(Stream<String> lines) {
    String text =
        lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("; "));
    return text.isEmpty() ? "none" : bounded(text.replaceAll("\\s+", " "));
  }

  private static String bounded(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
  }
}
