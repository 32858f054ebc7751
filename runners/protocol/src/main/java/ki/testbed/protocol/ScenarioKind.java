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
  DETERMINISM;

  /** Severities of a disturbance, beside none. */
  public static final int SEVERITIES = 5;

  private static final int TIMES = 3;

  /** Whether arrivals follow a schedule that does not wait for answers. */
  public boolean openLoop() {
    return switch (this) {
      case SERVER -> true;
      case SINGLE, ACCURACY, OFFLINE, ROBUSTNESS, DETERMINISM -> false;
    };
  }

  /** Whether latency percentiles are reported. */
  public boolean reportsLatency() {
    return switch (this) {
      case SERVER, SINGLE -> true;
      case ACCURACY, OFFLINE, ROBUSTNESS, DETERMINISM -> false;
    };
  }

  /** Whether answers are compared with the truth. */
  public boolean isScored() {
    return switch (this) {
      case ACCURACY, ROBUSTNESS -> true;
      case SERVER, SINGLE, OFFLINE, DETERMINISM -> false;
    };
  }

  /** Rows that are asked for each sample of the data set: 1, or also its disturbed forms. */
  public int forms() {
    return switch (this) {
      case ROBUSTNESS -> 1 + SEVERITIES;
      case SERVER, SINGLE, ACCURACY, OFFLINE, DETERMINISM -> 1;
    };
  }

  /** How often each of these rows is asked where the samples end the window. */
  public int times() {
    return switch (this) {
      case DETERMINISM -> TIMES;
      case SERVER, SINGLE, ACCURACY, OFFLINE, ROBUSTNESS -> 1;
    };
  }
}
