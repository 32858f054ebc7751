package ki.testbed.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ki.testbed.sandbox.Part;
import ki.testbed.sandbox.SandboxBackend;
import ki.testbed.sandbox.SandboxHandle;
import ki.testbed.sandbox.SandboxRefused;
import ki.testbed.sandbox.SandboxUnreachable;
import ki.testbed.sandbox.Usage;

/** Readings of the SUT's counters over time, taken on a thread of its own until closed. */
final class UsageLog implements AutoCloseable {
  /** When there are more, every second one is dropped and half as many are taken. */
  private static final int MOST_READINGS = 60_000;

  private static final String FAST_SOURCE = "cgroup";

  private final SandboxBackend backend;
  private final SandboxHandle handle;
  private final Duration fast;
  private final Duration slow;
  private final Thread thread;
  private List<Usage> readings = new ArrayList<>();
  private final Strain.Gauge gauge = new Strain.Gauge();
  private int stride = 1;

  private UsageLog(SandboxBackend backend, SandboxHandle handle, Duration fast, Duration slow) {
    this.backend = backend;
    this.handle = handle;
    this.fast = fast;
    this.slow = slow;
    this.thread = Thread.ofVirtual().name("usage-" + handle.claim()).unstarted(this::readOn);
  }

  static UsageLog start(
      SandboxBackend backend, SandboxHandle handle, Duration fast, Duration slow) {
    var log = new UsageLog(backend, handle, fast, slow);
    log.thread.start();
    return log;
  }

  private void readOn() {
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(read());
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** Takes one reading; the time until the next one. */
  private Duration read() {
    try {
      Usage usage = backend.usage(handle, Part.SUT);
      add(usage);
      return usage.method().startsWith(FAST_SOURCE) ? fast.multipliedBy(stride) : slow;
    } catch (SandboxUnreachable | SandboxRefused _) {
      return slow;
    }
  }

  synchronized void add(Usage usage) {
    gauge.add(usage);
    readings.add(usage);
    if (readings.size() > MOST_READINGS) {
      var half = new ArrayList<Usage>();
      for (int i = 0; i < readings.size(); i += 2) {
        half.add(readings.get(i));
      }
      readings = half;
      stride *= 2;
    }
  }

  synchronized List<Usage> readings() {
    return List.copyOf(readings);
  }

  synchronized Optional<Usage> last() {
    return readings.isEmpty() ? Optional.empty() : Optional.of(readings.getLast());
  }

  synchronized Strain strain() {
    return gauge.strain();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
