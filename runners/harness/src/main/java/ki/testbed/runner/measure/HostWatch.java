package ki.testbed.runner.measure;

import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Watches the runner and its machine from start to stop. */
public final class HostWatch {
  private final Jitter jitter;
  private final GcPauses pauses;
  private final LongSupplier clock;
  private final InstantSource wall;
  private long from;
  private long wallFrom;
  private long cpuFrom;
  private final OwnProcessors own = OwnProcessors.here();
  private CpuTicks ticksFrom = CpuTicks.UNKNOWN;
  private OptionalLong ownFrom = OptionalLong.empty();

  /**
   * What was seen.
   *
   * @param ticks of all processors of the machine in that time
   * @param foreign CPU time of others on the runner's own processors, where it has some
   */
  public record Seen(
      long spanNs,
      long wallNs,
      long cpuNs,
      CpuTicks ticks,
      Optional<Double> foreign,
      Jitter.Figures jitter,
      GcPauses.Figures gc) {}

  /** A watch that has not started. */
  public HostWatch(LongSupplier clock, InstantSource wall, GcPauses pauses) {
    this.clock = clock;
    this.wall = wall;
    this.pauses = pauses;
    this.jitter = new Jitter(clock, wall);
  }

  /** Starts watching. */
  public void start() {
    pauses.reset();
    jitter.start();
    ticksFrom = CpuTicks.read();
    ownFrom = own.busyNs();
    cpuFrom = cpuNs();
    wallFrom = Jitter.nanos(wall.instant());
    from = clock.getAsLong();
  }

  /** Stops watching. */
  public Seen stop() {
    long span = clock.getAsLong() - from;
    long wallSpan = Jitter.nanos(wall.instant()) - wallFrom;
    long cpu = cpuNs() - cpuFrom;
    return new Seen(
        span,
        wallSpan,
        cpu,
        CpuTicks.read().since(ticksFrom),
        own.foreignShare(ownFrom, cpu, span),
        jitter.stop(),
        pauses.figures());
  }

  /** CPU time of this process so far. */
  public static long cpuNs() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(java.time.Duration::toNanos)
        .orElse(0L);
  }
}
