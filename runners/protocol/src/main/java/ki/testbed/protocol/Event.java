package ki.testbed.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runner says on its stdout; one JSON object per line, wrapped by {@link Envelope}. Times
 * are nanoseconds.
 */
public sealed interface Event {

  /** The word in the field {@code type}. */
  default String type() {
    return switch (this) {
      case Hello _ -> "hello";
      case PhaseChange _ -> "phase";
      case Conformance _ -> "conformance";
      case ScheduleFixed _ -> "schedule";
      case Calibration _ -> "calibration";
      case Progress _ -> "progress";
      case Noticed _ -> "finding";
      case Chunk _ -> "chunk";
      case ResultComplete _ -> "result";
      case Finished _ -> "finished";
    };
  }

  /**
   * First event: what measures here, and what network it sees.
   *
   * @param netInterfaces names from /proc/net/dev; {@code lo} alone in a sealed sandbox
   * @param probe what the runner saw of its sandbox (routes, listeners, resolver, limits,
   *     reachability), name to finding
   */
  record Hello(
      String runnerVersion,
      Sha256 runnerDigest,
      Map<String, String> jvm,
      String kernel,
      int cpus,
      long timerSlackNs,
      List<String> netInterfaces,
      Map<String, String> probe)
      implements Event {}

  /** A phase begins or ends. */
  record PhaseChange(Phase phase, Edge state) implements Event {}

  /** Which end of a phase. */
  enum Edge {
    /** The phase starts now. */
    BEGIN,
    /** The phase is over. */
    END
  }

  /**
   * Outcome of the conformance check.
   *
   * @param metadataSha256 hash of the SUT's metadata, absent if unreadable
   * @param goldenSha256 hash of the first accepted answer, absent if there was none
   */
  record Conformance(
      List<Finding> findings, @Nullable Sha256 metadataSha256, @Nullable Sha256 goldenSha256)
      implements Event {}

  /**
   * The arrival schedule is fixed; sha256 is over its little-endian offsets and samples. Closed
   * loops have arrivals = samples known ahead.
   */
  record ScheduleFixed(int arrivals, long windowNs, Sha256 sha256, Sha256 commit)
      implements Event {}

  /** The runner measured itself against its null server. */
  record Calibration(
      String which, long p50Ns, long p99Ns, double attainablePerSecond, long exchanges)
      implements Event {
    public Calibration {
      if (!(attainablePerSecond >= 0 && attainablePerSecond < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a rate is finite and not negative");
      }
    }
  }

  /**
   * Heartbeat and live figures, preliminary; at most one per second, at least one per 10 s, in
   * every phase.
   */
  record Progress(
      Phase phase,
      long sent,
      long ok,
      long failed,
      int inFlight,
      long p50Ns,
      long p99Ns,
      long lagP99Ns,
      long cpuNs)
      implements Event {}

  /** Something noticed while running; detail is at most 500 characters, escaped. */
  record Noticed(String code, Severity severity, String detail) implements Event {}

  /**
   * A piece of raw data.
   *
   * @param kind {@code exchanges}, {@code outcomes}, {@code answers}, {@code harness}
   * @param index counts from 0 per kind without gaps
   * @param codec {@code deflate} (RFC 1950, zlib)
   * @param sha256 of the unpacked bytes
   * @param data base64 of the packed bytes
   */
  record Chunk(String kind, int index, int rows, String codec, Sha256 sha256, String data)
      implements Event {}

  /**
   * All raw data has gone out; sha256 is over the concatenated chunk hashes (32 bytes each) in
   * order of emission.
   */
  record ResultComplete(int chunks, Sha256 sha256) implements Event {}

  /**
   * Last event.
   *
   * @param reason a reason code where the outcome is not DONE
   * @param events number of events before this one
   * @param bytes bytes on stdout before this line
   */
  record Finished(End outcome, @Nullable String reason, long events, long bytes) implements Event {}

  /** How the runner's work ended. */
  enum End {
    /** All phases are done. */
    DONE,
    /** The run cannot be measured; the reason says why. */
    FAILED,
    /** Stopped on request. */
    CANCELLED
  }
}
