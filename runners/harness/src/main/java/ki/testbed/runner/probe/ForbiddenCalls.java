package ki.testbed.runner.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls that no submission needs and that the profile refuses. Their arguments are such that a
 * kernel which lets them through does nothing and says something else than EPERM wherever it can.
 */
final class ForbiddenCalls {
  private static final long NONE = -1;

  /** CLONE_NEWUSER with CLONE_FS, which a kernel that gets to see it finds invalid: clone(2). */
  private static final long NEW_USER = 0x1000_0000L | 0x200;

  private record Call(String name, long number, long... arguments) {}

  private static final List<Call> CALLS =
      List.of(
          new Call("process_vm_readv", 310, 1, 0, 0, 0, 0, 0),
          new Call("process_vm_writev", 311, 1, 0, 0, 0, 0, 0),
          new Call("process_madvise", 440, NONE, 0, 0, 0, 0),
          new Call("kcmp", 312, 1, 1, 99),
          new Call("pidfd_getfd", 438, NONE, NONE, 0),
          new Call("io_uring_setup", 425, 0, 0),
          new Call("io_uring_enter", 426, NONE, 0, 0, 0),
          new Call("io_uring_register", 427, NONE, 0, 0, 0),
          new Call("keyctl", 250, 0, NONE, 0),
          new Call("add_key", 248, 0, 0, 0, 0, 0),
          new Call("request_key", 249, 0, 0, 0, 0),
          new Call("userfaultfd", 323, 0xffff),
          new Call("bpf", 321, NONE, 0, 0),
          new Call("perf_event_open", 298, 0, NONE, NONE, NONE, 0),
          new Call("mount", 165, 0, 0, 0, 0, 0),
          new Call("umount2", 166, 0, 0xffff),
          new Call("pivot_root", 155, 0, 0),
          new Call("fsopen", 430, 0, 0xffff),
          new Call("fsconfig", 431, NONE, 99, 0, 0, 0),
          new Call("fsmount", 432, NONE, 0xffff, 0),
          new Call("fspick", 433, NONE, 0, 0xffff),
          new Call("move_mount", 429, NONE, 0, NONE, 0, 0xffff_ffffL),
          new Call("open_tree", 428, NONE, 0, 0xffff_ffffL),
          new Call("mount_setattr", 442, NONE, 0, 0, 0, 0),
          new Call("unshare", 272, 0),
          new Call("setns", 308, NONE, 0),
          new Call("chroot", 161, 0),
          new Call("name_to_handle_at", 303, NONE, 0, 0, 0, 0xffff),
          new Call("open_by_handle_at", 304, NONE, 0, 0),
          new Call("personality", 135, 0xffff_ffffL),
          new Call("mknod", 133, 0, 0, 0),
          new Call("mknodat", 259, NONE, 0, 0, 0),
          new Call("init_module", 175, 0, 0, 0),
          new Call("finit_module", 313, NONE, 0, 0),
          new Call("delete_module", 176, 0, 0),
          new Call("kexec_load", 246, 0, 0, 0, 0),
          new Call("kexec_file_load", 320, NONE, NONE, 0, 0, 0),
          new Call("reboot", 169, 0, 0, 0, 0),
          new Call("swapon", 167, 0, 0),
          new Call("swapoff", 168, 0),
          new Call("iopl", 172, 0),
          new Call("ioperm", 173, 0, 0, 0),
          new Call("clock_settime", 227, 0, 0),
          new Call("settimeofday", 164, 0, 0),
          new Call("adjtimex", 159, 0),
          new Call("acct", 163, 1),
          new Call("quotactl", 179, 0, 0, 0, 0),
          new Call("fanotify_init", 300, 0xffff_ffffL, 0),
          new Call("memfd_secret", 447, 0xffff),
          new Call("vmsplice", 278, NONE, 0, 0, 0),
          new Call("syslog", 103, 10, 0, 0),
          new Call("modify_ldt", 154, 0, 0, 0),
          new Call("sethostname", 170, 0, NONE),
          new Call("clone.newuser", 56, NEW_USER, 0, 0, 0, 0),
          new Call("clone3", 435, 0, 0));

  private ForbiddenCalls() {}

  static Map<String, String> tried(SystemCalls calls) {
    Map<String, String> seen = new LinkedHashMap<>();
    for (Call call : CALLS) {
      seen.put(
          "call." + call.name(), SystemCalls.words(calls.call(call.number(), call.arguments())));
    }
    return seen;
  }

  /**
   * The call with which a process escapes the engine's eyes; tried last, because where it is
   * allowed this thread is stopped by its next signal.
   */
  static String traceMe(SystemCalls calls) {
    return SystemCalls.words(calls.call(101, 0));
  }

  /** Names of what is tried. */
  static List<String> names() {
    var names = new ArrayList<>(CALLS.stream().map(Call::name).toList());
    names.add("ptrace.traceme");
    return names;
  }
}
