package ki.testbed.runner.scenario;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import ki.testbed.protocol.Scenario;
import ki.testbed.runner.arrival.ScheduleSpec;

/** How a scenario offers load. */
public sealed interface LoadShape {
  /**
   * Rows of the raw data that fit the cap on stdout, and so the most exchanges a closed loop may
   * have.
   */
  int CLOSED_MOST = 1_200_000;

  /** Arrivals by a schedule that does not wait. */
  record Open(double ratePerSecond, long windowNs) implements LoadShape {}

  /** The next exchange when one ended. */
  record Closed(int width, long windowNs) implements LoadShape {}

  /**
   * Each sample equally often, so many at a time.
   *
   * @param times how often; each time all of them in another order
   */
  record Once(int width, int times) implements LoadShape {}

  /**
   * The shape of a typed scenario.
   *
   * @param maxConcurrency of the SUT
   */
  static LoadShape of(Scenario scenario, int maxConcurrency) {
    return switch (scenario.kind()) {
      case SERVER -> new Open(rate(scenario).doubleValue(), scenario.windowNs());
      case SINGLE -> new Closed(1, scenario.windowNs());
      case ACCURACY, OFFLINE, ROBUSTNESS, DETERMINISM ->
          new Once(maxConcurrency, scenario.kind().times());
    };
  }

  private static BigDecimal rate(Scenario scenario) {
    return Objects.requireNonNull(scenario.ratePerSecond(), "checked by the scenario");
  }

  /** What the schedule is made from. */
  default ScheduleSpec schedule(int dataSet, int mostExchanges) {
    return switch (this) {
      case Open(double rate, long window) -> new ScheduleSpec.Poisson(rate, window, dataSet);
      case Closed _ -> new ScheduleSpec.Closed(mostExchanges, dataSet);
      case Once(int _, int times) -> new ScheduleSpec.Closed(dataSet * times, dataSet);
    };
  }

  /** The tested rate, if it is given. */
  default Optional<Double> rate() {
    return switch (this) {
      case Open(double rate, long _) -> Optional.of(rate);
      case Closed _, Once _ -> Optional.empty();
    };
  }

  /** Length of the window; 0 where the samples end it. */
  default long windowNs() {
    return switch (this) {
      case Open(double _, long window) -> window;
      case Closed(int _, long window) -> window;
      case Once _ -> 0;
    };
  }
}
