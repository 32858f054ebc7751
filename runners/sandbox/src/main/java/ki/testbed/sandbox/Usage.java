package ki.testbed.sandbox;

import java.time.Instant;

/**
 * Counters of one part since its start.
 *
 * @param cpuNanos CPU time used
 * @param memoryPeakBytes most memory charged at one time
 * @param memoryBytes working set now
 * @param throttledNanos time the CPU limit held it back
 * @param oomKills processes killed for memory
 * @param pidsRefused processes and threads refused for the limit
 * @param logBytes written to stdout and stderr since this was first asked, at least
 * @param method where the figures come from: {@code cgroup-v1}, {@code cgroup-v2}, {@code
 *     engine-stats} or {@code none}
 */
public record Usage(
    Instant at,
    Counter cpuNanos,
    Counter memoryPeakBytes,
    Counter memoryBytes,
    Counter throttledNanos,
    Counter oomKills,
    Counter pidsRefused,
    Counter logBytes,
    String method) {
  /** Counters without a count of the log. */
  public Usage(
      Instant at,
      Counter cpuNanos,
      Counter memoryPeakBytes,
      Counter memoryBytes,
      Counter throttledNanos,
      Counter oomKills,
      Counter pidsRefused,
      String method) {
    this(
        at,
        cpuNanos,
        memoryPeakBytes,
        memoryBytes,
        throttledNanos,
        oomKills,
        pidsRefused,
        new Counter.Absent("NOT_COUNTED"),
        method);
  }

  /** The same with a count of the log. */
  public Usage withLogBytes(long bytes) {
    return new Usage(
        at,
        cpuNanos,
        memoryPeakBytes,
        memoryBytes,
        throttledNanos,
        oomKills,
        pidsRefused,
        new Counter.Value(bytes),
        method);
  }

  /** Counters nobody can read any more. */
  public static Usage none(Instant at) {
    var absent = new Counter.Absent("SOURCE_LOST");
    return new Usage(at, absent, absent, absent, absent, absent, absent, "none");
  }

  /** A number, or why there is none; never zero for missing. */
  public sealed interface Counter {
    /** A figure. */
    record Value(long value) implements Counter {}

    /** None, and why: a code such as NOT_PERMITTED or SOURCE_LOST. */
    record Absent(String why) implements Counter {}
  }
}
