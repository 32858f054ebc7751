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
  ACCURACY;

  /** Whether arrivals follow a schedule that does not wait for answers. */
  public boolean openLoop() {
    return switch (this) {
      case SERVER -> true;
      case SINGLE, ACCURACY -> false;
    };
  }

  /** Whether latency percentiles are reported. */
  public boolean reportsLatency() {
    return switch (this) {
      case SERVER, SINGLE -> true;
      case ACCURACY -> false;
    };
  }

  /** Whether answers are compared with the truth. */
  public boolean isScored() {
    return switch (this) {
      case ACCURACY -> true;
      case SERVER, SINGLE -> false;
    };
  }
}
