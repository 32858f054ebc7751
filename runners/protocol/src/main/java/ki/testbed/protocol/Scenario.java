package ki.testbed.protocol;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One typed scenario of a test plan as the runner gets it.
 *
 * @param id name inside its plan
 * @param ratePerSecond mean arrival rate of an open loop, otherwise absent
 * @param windowNs length of the measured window in nanoseconds; 0 where the number of samples ends
 *     it (accuracy)
 */
public record Scenario(
    String id, ScenarioKind kind, @Nullable BigDecimal ratePerSecond, long windowNs) {
  public Scenario {
    if (kind.openLoop() && (ratePerSecond == null || ratePerSecond.signum() <= 0)) {
      throw new IllegalArgumentException("scenario " + id + " needs a positive ratePerSecond");
    }
    if (windowNs < 0) {
      throw new IllegalArgumentException("scenario " + id + " has a negative window");
    }
  }
}
