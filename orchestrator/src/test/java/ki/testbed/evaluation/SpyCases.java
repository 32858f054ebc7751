package ki.testbed.evaluation;

import java.util.List;
import java.util.stream.Stream;

/** Cases of what a container tries to see, reach and change. */
final class SpyCases {
  private static final List<String> CALLS =
      List.of(
          "ptrace",
          "mount",
          "umount2",
          "pivot_root",
          "unshare",
          "setns",
          "chroot",
          "bpf",
          "perf_event_open",
          "keyctl",
          "add_key",
          "request_key",
          "userfaultfd",
          "io_uring_setup",
          "process_vm_readv",
          "kcmp",
          "init_module",
          "kexec_load",
          "reboot",
          "swapon",
          "iopl",
          "ioperm",
          "mknod",
          "personality",
          "acct",
          "quotactl",
          "open_by_handle_at",
          "fanotify_init",
          "syslog",
          "sethostname",
          "socket_packet",
          "socket_alg",
          "socket_vsock");

  private SpyCases() {}

  static Stream<HostileCase> all() {
    return Stream.of(
        spy(61, "syscalls", refused(CALLS), List.of()),
        spy(62, "proc-writes", List.of("ATTEMPT /etc/passwd refused"), List.of(" written")),
        spy(63, "secrets", List.of("ATTEMPT /etc/shadow refused"), List.of(" read")),
        spy(64, "escapes", List.of("169.254.169.254 dead"), List.of(" read", " connected")),
        spy(65, "network", List.of("ATTEMPT interfaces [lo]"), List.of(" connected")),
        spy(66, "dns-tunnel", List.of("example.org dead"), List.of(" connected")),
        spy(67, "scan", List.of("FOREIGN_LISTENER"), List.of()),
        spy(68, "clocks", refused(List.of("clock_settime", "settimeofday", "adjtimex")), List.of()),
        spy(69, "leftovers", List.of("sysvipc segments 0"), List.of("found")),
        spy(72, "evil-text", List.of("<script>"), List.of("\u001b", "\r", "\u202e")));
  }

  /** Each told to be not permitted: EPERM is 1. */
  private static List<String> refused(List<String> calls) {
    return calls.stream().map(call -> "ATTEMPT " + call + " -1\n").toList();
  }

  private static HostileCase spy(int number, String act, List<String> said, List<String> unsaid) {
    return new HostileCase(
        number,
        act,
        new HostileCase.Handed.Sample(HostileCases.manifest(act, act)),
        HostileCase.QUICK,
        new Expected.Fine(said, unsaid));
  }
}
