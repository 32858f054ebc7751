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
 * @param options what only some kinds ask for; absent means {@link ScenarioOptions#NONE}
 */
public record Scenario(
    String id,
    ScenarioKind kind,
    @Nullable BigDecimal ratePerSecond,
    long windowNs,
    @Nullable ScenarioOptions options) {
  public Scenario {
    if (kind.openLoop() && (ratePerSecond == null || ratePerSecond.signum() <= 0)) {
      throw new IllegalArgumentException("scenario " + id + " needs a positive ratePerSecond");
    }
    if (windowNs < 0) {
      throw new IllegalArgumentException("scenario " + id + " has a negative window");
    }
    (options == null ? ScenarioOptions.NONE : options).check(id, kind);
  }

  /** A scenario without options. */
  public Scenario(String id, ScenarioKind kind, @Nullable BigDecimal ratePerSecond, long windowNs) {
    this(id, kind, ratePerSecond, windowNs, null);
  }

  /** Its options, those of none if it has none. */
  public ScenarioOptions asked() {
    return options == null ? ScenarioOptions.NONE : options;
  }

  /** The same with a window of another length. */
  public Scenario withWindow(long otherNs) {
    return new Scenario(id, kind, ratePerSecond, otherNs, options);
  }
}
