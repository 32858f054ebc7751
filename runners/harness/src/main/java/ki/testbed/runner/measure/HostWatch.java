package ki.testbed.runner.measure;

import java.time.InstantSource;
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
  private CpuTicks ticksFrom = CpuTicks.UNKNOWN;

  /**
   * What was seen.
   *
   * @param ticks of all processors of the machine in that time
   */
  public record Seen(
      long spanNs,
      long wallNs,
      long cpuNs,
      CpuTicks ticks,
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
    cpuFrom = cpuNs();
    wallFrom = Jitter.nanos(wall.instant());
    from = clock.getAsLong();
  }

  /** Stops watching. */
  public Seen stop() {
    long span = clock.getAsLong() - from;
    long wallSpan = Jitter.nanos(wall.instant()) - wallFrom;
    return new Seen(
        span,
        wallSpan,
        cpuNs() - cpuFrom,
        CpuTicks.read().since(ticksFrom),
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
