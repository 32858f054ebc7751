package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioKind;

/**
 * How load is offered.
 *
 * @param window length of the measured window; absent where the number of samples ends it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ScenarioView(
    String id, ScenarioKind kind, Optional<BigDecimal> ratePerSecond, Optional<String> window) {
  static ScenarioView of(Scenario scenario) {
    Optional<String> window =
        Optional.of(scenario.windowNs())
            .filter(ns -> ns > 0)
            .map(ns -> Duration.ofNanos(ns).toString());
    return new ScenarioView(
        scenario.id(), scenario.kind(), Optional.ofNullable(scenario.ratePerSecond()), window);
  }
}
