package ki.testbed.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How load is offered and what is asked (measurement scenarios of the testbed). */
public enum ScenarioKind {
  /** Next request when the last one ended; latency from issue. */
  @JsonProperty("single")
  SINGLE,
  /** Poisson arrivals at a fixed rate, open loop; latency from schedule. */
  @JsonProperty("server")
  SERVER,
  /** Every sample once, closed loop; quality only. */
  @JsonProperty("accuracy")
  ACCURACY,
  /** All samples due at once, as many in flight as the SUT takes; samples per second. */
  @JsonProperty("offline")
  OFFLINE,
  /**
   * Every sample as it is and disturbed at five severities, shuffled; quality by severity. Row
   * {@code i + s n} of n samples is sample i at severity s, 0 being the sample as it is.
   */
  @JsonProperty("robustness")
  ROBUSTNESS,
  /** Every sample three times, each time in another order and company; share of equal answers. */
  @JsonProperty("determinism")
  DETERMINISM,
  /** So many samples at once, the next group when all have ended; latency to the slowest. */
  @JsonProperty("multi")
  MULTI,
  /** So many exchanges in flight, one level after the other; throughput and latency per level. */
  @JsonProperty("concurrency")
  CONCURRENCY,
  /** As server, with bundled arrivals. */
  @JsonProperty("burst")
  BURST,
  /** As server, for hours; compares its thirds. */
  @JsonProperty("soak")
  SOAK,
  /** As server, for a SUT that generates text in a stream; times of tokens. */
  @JsonProperty("interactive")
  INTERACTIVE,
  /** Deliberately bad requests, each followed by a good one; refusals and recovery. */
  @JsonProperty("faults")
  FAULTS,
  /** One sample after the other in a fresh sandbox; how long until the first right answer. */
  @JsonProperty("cold-start")
  COLD_START;

  /** Severities of a disturbance, beside none. */
  public static final int SEVERITIES = 5;

  private static final int TIMES = 3;

  /** Whether arrivals follow a schedule that does not wait for answers. */
  public boolean openLoop() {
    return switch (this) {
      case SERVER, BURST, SOAK, INTERACTIVE -> true;
      case SINGLE,
          ACCURACY,
          OFFLINE,
          ROBUSTNESS,
          DETERMINISM,
          MULTI,
          CONCURRENCY,
          FAULTS,
          COLD_START ->
          false;
    };
  }

  /** Whether latency percentiles of all exchanges together are reported. */
  public boolean reportsLatency() {
    return switch (this) {
      case SERVER, SINGLE, BURST, SOAK, INTERACTIVE, MULTI -> true;
      case ACCURACY, OFFLINE, ROBUSTNESS, DETERMINISM, CONCURRENCY, FAULTS, COLD_START -> false;
    };
  }

  /** Whether its figures are times or rates within a window, so that the runner is calibrated. */
  public boolean isTimed() {
    return reportsLatency() || this == CONCURRENCY;
  }

  /** Whether answers are compared with the truth. */
  public boolean isScored() {
    return switch (this) {
      case ACCURACY, ROBUSTNESS, COLD_START -> true;
      case SERVER,
          SINGLE,
          OFFLINE,
          DETERMINISM,
          MULTI,
          CONCURRENCY,
          BURST,
          SOAK,
          INTERACTIVE,
          FAULTS ->
          false;
    };
  }

  /** Rows that are asked for each sample of the data set: 1, or also its disturbed forms. */
  public int forms() {
    return this == ROBUSTNESS ? 1 + SEVERITIES : 1;
  }

  /** How often each of these rows is asked where the samples end the window. */
  public int times() {
    return this == DETERMINISM ? TIMES : 1;
  }
}
