package ki.testbed.samples.hostile;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the container does; {@link #when} it does it. */
enum Act {
  /** Nothing: the healthy neighbour. */
  HEALTHY(When.NEVER, () -> {}),
  /** Processes that make processes. */
  FORK_BOMB(When.FIRST, Processes::bomb),
  /** All memory there is. */
  MEMORY_BOMB(When.FIRST, Hoard::memory),
  /** The same in a child; the service lives on. */
  MEMORY_BOMB_CHILD(When.ONCE, Processes::hungryChild),
  /** Some memory for good with each answer. */
  SLOW_LEAK(When.EACH, () -> Kernel.take(8 << 20)),
  /** Fills the scratch folder and shared memory; each may have half of the memory. */
  TMPFS_SHM_FILL(When.FIRST, Disk::fillBoth),
  /** Fills the image's own folder and ends where it cannot. */
  ROOT_FILL(When.FIRST, () -> Disk.fillOrEnd("/app/fill")),
  /** Fills the folder of its volume and goes on. */
  VOLUME_FILL(When.ONCE, () -> Disk.fillQuietly("/data/fill")),
  /** A hundred thousand files. */
  MANY_FILES(When.FIRST, Disk::manyFiles),
  /** Listens, and has no descriptor left to accept with. */
  DESCRIPTORS(When.LISTENING, Hoard::descriptors),
  /** As much log as it can write. */
  LOG_FLOOD(When.FIRST, Flood::lines),
  /** A line without an end. */
  ENDLESS_LINE(When.FIRST, Flood::endlessLine),
  /** Uses every processor while nobody asks. */
  CPU_BURN(When.BESIDE, Processes::burn),
  /** Forces bytes to disk without a pause. */
  FSYNC_STORM(When.BESIDE, Disk::syncStorm),
  /** Memory behind descriptors. */
  MEMFD_HOARD(When.FIRST, Hoard::memoryFiles),
  /** Memory behind message queues and shared segments. */
  SHM_HOARD(When.FIRST, Hoard::sharedSegments),
  /** Mappings, watches and sockets to the kernel. */
  KERNEL_STORM(When.ONCE, Hoard::kernelObjects),
  /** A file of 1,000 GB that holds nothing. */
  SPARSE(When.ONCE, Disk::sparse),
  /** Ends with 0. */
  EXIT_0(When.FIRST, () -> Runtime.getRuntime().halt(0)),
  /** Ends with 1. */
  EXIT_1(When.FIRST, () -> Runtime.getRuntime().halt(1)),
  /** Ends by a segmentation fault. */
  SEGFAULT(When.FIRST, Processes::segfault),
  /** Ends in the middle of its answers. */
  CRASH_LATER(When.LATER, () -> Runtime.getRuntime().halt(3)),
  /** The same by a signal, under load. */
  DIE_UNDER_LOAD(When.LATER, () -> Kernel.raise(Kernel.SIGKILL)),
  /** Ends with the code that also stands for SIGKILL. */
  EXIT_137(When.LATER, () -> Runtime.getRuntime().halt(137)),
  /** Ends with the code that a lost engine also leaves. */
  EXIT_255(When.LATER, () -> Runtime.getRuntime().halt(255)),
  /** Goes on when it is asked to end. */
  IGNORE_SIGTERM(When.ONCE, Processes::beDeaf),
  /** Children that nobody waits for. */
  ZOMBIES(When.ONCE, Processes::zombies),
  /** Stops itself after it has opened its port. */
  STOP_SELF(When.LISTENING, () -> Kernel.raise(Kernel.SIGSTOP)),
  /** Asks to be traced and stops, so that its parent takes it for ended. */
  GHOST(When.FIRST, Processes::ghost),
  /** Never opens its port. */
  NO_PORT(When.FIRST, Processes::sleepForEver),
  /** Opens its port and says nothing. */
  SILENT(When.FIRST, Silence::listen),
  /** Ready, but every prediction fails. */
  PREDICTIONS_FAIL(When.NEVER, () -> {}),
  /** Slow wherever it finds its own trace. */
  FAST_ONCE(When.FIRST, Disk::slowTheSecondTime),
  /** Goes on in a grandchild, while the main process ends. */
  DOUBLE_FORK(When.FIRST, Processes::daemonise),
  /** Writes over its own program, and starts what it wrote elsewhere. */
  REWRITE(When.ONCE, Disk::rewriteItself),
  /** Tries calls that are not for containers and says what came of each. */
  SYSCALLS(When.ONCE, Attempts::calls),
  /** Writes into what the kernel shows. */
  PROC_WRITES(When.ONCE, Attempts::writes),
  /** Reads what is nobody's business. */
  SECRETS(When.ONCE, Attempts::reads),
  /** Looks for engines, tokens and metadata. */
  ESCAPES(When.ONCE, Attempts::escapes),
  /** Tries every way to any network. */
  NETWORK(When.ONCE, Attempts::networks),
  /** Asks names of the outside, as a tunnel would. */
  DNS_TUNNEL(When.ONCE, Attempts::names),
  /** Knocks at every port of the loopback and listens on others. */
  SCAN(When.BESIDE, Attempts::scan),
  /** Tries to set clocks. */
  CLOCKS(When.ONCE, Attempts::clocks),
  /** Looks for what others left. */
  LEFTOVERS(When.ONCE, Attempts::leftovers),
  /** Log lines that attack whoever shows them. */
  EVIL_TEXT(When.ONCE, EvilText::print);

  /** The moment of an act. */
  enum When {
    /** Instead of serving, or before it. */
    FIRST,
    /** Once, before the port is opened; then serves. */
    ONCE,
    /** Once the port is open. */
    LISTENING,
    /** On threads of its own, beside serving. */
    BESIDE,
    /** With each answer. */
    EACH,
    /** Instead of an answer well in the window. */
    LATER,
    /** Not at all. */
    NEVER
  }

  private final When when;
  private final Runnable deed;

  Act(When when, Runnable deed) {
    this.when = when;
    this.deed = deed;
  }

  When when() {
    return when;
  }

  void commit() {
    deed.run();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Act named(String word) {
    return Arrays.stream(values())
        .filter(act -> act.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no act '" + word + "'; " + words()));
  }

  private static String words() {
    return Arrays.stream(values()).map(Act::word).collect(Collectors.joining(", "));
  }
}
