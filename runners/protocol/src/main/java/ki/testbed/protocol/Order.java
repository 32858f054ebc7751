package ki.testbed.protocol;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a runner is asked to do: the first line on its stdin, at most 1 MiB of JSON, followed by the
 * bytes of the blobs in their order. All times are nanoseconds.
 *
 * @param v version of the protocol, 1
 * @param target the SUT as its manifest declares it
 * @param seed 32 secret bytes, 64 hexadecimal digits; everything random in the run comes from it
 * @param scoring how answers are compared with the truth; absent where nothing is scored
 */
public record Order(
    int v,
    UUID run,
    int attempt,
    Grade grade,
    Scenario scenario,
    Target target,
    List<Limit> limits,
    String seed,
    Caps caps,
    Deadlines deadlines,
    CpuSets cpu,
    @Nullable Scoring scoring,
    List<BlobHeader> blobs) {

  /** The version this code speaks. */
  public static final int VERSION = 1;

  /** Longest first line in bytes. */
  public static final int MAX_LINE = 1 << 20;

  public Order {
    limits = List.copyOf(limits);
    blobs = List.copyOf(blobs);
    if (!seed.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a seed is 64 hexadecimal digits");
    }
  }

  /**
   * The SUT: listens on 127.0.0.1.
   *
   * @param model name in the paths of the protocol
   */
  public record Target(SutProtocol protocol, int port, String model, int maxConcurrency) {}

  /**
   * A latency limit of a criterion, so that the runner knows the scale that matters.
   *
   * @param ppm the percentile in parts per million, p99 = 990000
   * @param confidence decimal string, for example {@code 0.99}
   */
  public record Limit(String metric, int ppm, long limitNs, String confidence) {}

  /** Most bytes on stdout, most bytes of one answer's body, most exchanges in flight or waiting. */
  public record Caps(long stdoutBytes, long bodyBytes, int inFlight) {}

  /** Longest time per step, in nanoseconds. */
  public record Deadlines(long readyNs, long exchangeNs, long warmupNs, long drainNs) {}

  /** CPU lists as Linux writes them; empty where nothing is pinned. */
  public record CpuSets(String runner, String sut) {}

  /**
   * Truth by label: the named BYTES output's first element must equal the expected label.
   *
   * @param output name of the output tensor
   */
  public record Scoring(String output) {}

  /**
   * One blob behind the first line.
   *
   * @param kind what it holds
   * @param bytes exact length
   */
  public record BlobHeader(String name, BlobKind kind, long bytes, Sha256 sha256) {}

  /** Kinds of blobs. */
  public enum BlobKind {
    /**
     * NDJSON, one object per sample: {@code {"inputs":[{"name","shape","datatype","data"}]}}, or
     * {@code {"messages":[{"role","content"}]}} where the SUT completes chats.
     */
    SAMPLES,
    /** NDJSON, one object per sample, same order: {@code {"label":"deu"}}. */
    EXPECTED,
    /** {@code {"form":"testbed-tokenizer/1","pieces":[".."]}}: longest match from the left. */
    TOKENIZER
  }
}
