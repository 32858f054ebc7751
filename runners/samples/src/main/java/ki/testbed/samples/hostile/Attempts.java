package ki.testbed.samples.hostile;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Things a container must not be able to do; each tells on a line {@code ATTEMPT name result}. */
final class Attempts {
  private static final int CONNECT_MILLIS = 300;
  private static final int FIRST_PORT = 30_000;
  private static final int LAST_PORT = 61_000;

  private Attempts() {}

  private static void tell(String name, String result) {
    System.out.println("ATTEMPT " + name + " " + result);
  }

  /** Numbers of x86-64; arguments are such that a call which is let through does no harm. */
  static void calls() {
    var numbers = new TreeMap<String, Long>();
    numbers.putAll(
        Map.of(
            "ptrace",
            101L,
            "mount",
            165L,
            "umount2",
            166L,
            "pivot_root",
            155L,
            "unshare",
            272L,
            "setns",
            308L,
            "chroot",
            161L,
            "bpf",
            321L,
            "perf_event_open",
            298L,
            "keyctl",
            250L));
    numbers.putAll(
        Map.of(
            "add_key",
            248L,
            "request_key",
            249L,
            "userfaultfd",
            323L,
            "io_uring_setup",
            425L,
            "process_vm_readv",
            310L,
            "kcmp",
            312L,
            "init_module",
            175L,
            "kexec_load",
            246L,
            "reboot",
            169L,
            "swapon",
            167L));
    numbers.putAll(
        Map.of(
            "iopl",
            172L,
            "ioperm",
            173L,
            "mknod",
            133L,
            "personality",
            135L,
            "acct",
            163L,
            "quotactl",
            179L,
            "open_by_handle_at",
            304L,
            "fanotify_init",
            300L,
            "syslog",
            103L,
            "sethostname",
            170L));
    numbers.forEach((name, number) -> tell(name, Long.toString(attempt(name, number))));
    tell("socket_packet", Long.toString(Kernel.call(Kernel.SOCKET, 17, 3, 0)));
    tell("socket_alg", Long.toString(Kernel.call(Kernel.SOCKET, 38, 5, 0)));
    tell("socket_vsock", Long.toString(Kernel.call(Kernel.SOCKET, 40, 1, 0)));
  }

  private static long attempt(String name, long number) {
    return switch (name) {
      case "unshare" -> Kernel.call(number, 0x10000000);
      case "ptrace" -> Kernel.call(number, 0);
      case "personality" -> Kernel.call(number, 0x0040000);
      default -> Kernel.call(number, 0, 0, 0, 0, 0);
    };
  }

  static void writes() {
    for (var file :
        List.of(
            "/proc/sys/kernel/core_pattern",
            "/proc/sys/net/ipv4/ip_forward",
            "/proc/sysrq-trigger",
            "/sys/kernel/uevent_helper",
            "/sys/fs/cgroup/cgroup.procs",
            "/etc/passwd",
            "/dev/mem")) {
      try {
        Files.write(Path.of(file), new byte[] {'0'}, StandardOpenOption.WRITE);
        tell(file, "written");
      } catch (IOException e) {
        tell(file, "refused " + e.getClass().getSimpleName());
      }
    }
  }

  static void reads() {
    look(
        "/proc/kcore",
        "/proc/keys",
        "/proc/timer_list",
        "/proc/sched_debug",
        "/sys/firmware/dmi/tables/DMI",
        "/etc/shadow",
        "/dev/sda",
        "/dev/kmsg");
  }

  static void escapes() {
    look(
        "/var/run/docker.sock",
        "/run/containerd/containerd.sock",
        "/var/run/secrets/kubernetes.io/serviceaccount/token",
        "/" + "root/.docker/config.json");
    connect("169.254.169.254", 80);
  }

  private static void look(String... files) {
    for (var file : files) {
      try (var in = Files.newInputStream(Path.of(file))) {
        tell(file, in.read() < 0 ? "empty" : "read");
      } catch (IOException e) {
        tell(file, "refused " + e.getClass().getSimpleName());
      }
    }
  }

  static void networks() {
    interfaces();
    for (var host :
        List.of(
            "172.17.0.1",
            "10.0.0.1",
            "192.168.0.1",
            "10.96.0.1",
            "1.1.1.1",
            "2606:4700:4700::1111",
            "fe80::1",
            "224.0.0.1")) {
      connect(host, 80);
    }
    datagram("8.8.8.8");
    datagram("255.255.255.255");
  }

  private static void interfaces() {
    try {
      tell(
          "interfaces",
          Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
              .map(NetworkInterface::getName)
              .toList()
              .toString());
    } catch (SocketException e) {
      tell("interfaces", "refused " + e.getClass().getSimpleName());
    }
  }

  private static void connect(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      tell(host, "connected");
    } catch (IOException e) {
      tell(host, "dead " + e.getClass().getSimpleName());
    }
  }

  private static void datagram(String host) {
    try (var socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(host), 53));
      tell("udp:" + host, "connected");
    } catch (IOException e) {
      tell("udp:" + host, "dead " + e.getClass().getSimpleName());
    }
  }

  static void names() {
    for (var name : List.of("example.org", "aGVsbG8.tunnel.example", "host.docker.internal")) {
      try {
        tell(name, "connected " + InetAddress.getByName(name));
      } catch (IOException e) {
        tell(name, "dead " + e.getClass().getSimpleName());
      }
    }
  }

  /**
   * Listens beside its own port too, and knocks at all others until one opens: the runner's own
   * server, against which it is measured itself, is there for some seconds only.
   */
  static void scan() {
    try (var foreign = new ServerSocket(9999, 10, InetAddress.getLoopbackAddress())) {
      int open = 0;
      while (open == 0) {
        open = knockAtAll();
      }
      tell("scan", "open " + open + " beside " + foreign.getLocalPort());
      Processes.sleepForEver();
    } catch (IOException e) {
      tell("scan", "refused " + e.getClass().getSimpleName());
    }
  }

  /** With pauses, so that it has time left to serve. */
  private static int knockAtAll() {
    int open = 0;
    for (int port = FIRST_PORT; port < LAST_PORT; port++) {
      open += knock(port) ? 1 : 0;
      if (port % 100 == 0) {
        Processes.pause(Duration.ofMillis(2));
      }
    }
    return open;
  }

  /** By system calls: a port that is closed is no exception here, and there are many. */
  private static boolean knock(int port) {
    long socket = Kernel.call(Kernel.SOCKET, 2, 1, 0);
    boolean open = Kernel.call(Kernel.CONNECT, socket, Kernel.loopback(port), 16) == 0;
    Kernel.call(Kernel.CLOSE, socket);
    return open;
  }

  static void clocks() {
    long buffer = java.lang.foreign.Arena.global().allocate(256).address();
    tell("clock_settime", Long.toString(Kernel.call(227, 0, buffer)));
    tell("settimeofday", Long.toString(Kernel.call(164, buffer, 0)));
    tell("adjtimex", Long.toString(Kernel.call(159, buffer)));
  }

  static void leftovers() {
    for (var folder : List.of("/tmp", "/dev/shm", "/dev/mqueue", "/run", "/var/tmp")) {
      try (var files = Files.list(Path.of(folder))) {
        var found = files.map(Path::toString).filter(file -> !file.contains("hsperf")).toList();
        tell(folder, found.isEmpty() ? "none" : "found " + found);
      } catch (IOException e) {
        tell(folder, "none");
      }
    }
    segments();
  }

  private static void segments() {
    try {
      tell("sysvipc", "segments " + (Files.readAllLines(Path.of("/proc/sysvipc/shm")).size() - 1));
    } catch (IOException e) {
      tell("sysvipc", "segments 0");
    }
  }
}
