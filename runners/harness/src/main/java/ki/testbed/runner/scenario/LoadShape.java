package ki.testbed.runner.scenario;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.ScenarioOptions;
import ki.testbed.runner.arrival.ScheduleSpec;
import ki.testbed.runner.arrival.ScheduleSpec.Rhythm;

/** How a scenario offers load. */
public sealed interface LoadShape {
  /**
   * Rows of the raw data that fit the cap on stdout, and so the most exchanges a closed loop may
   * have.
   */
  int CLOSED_MOST = 1_200_000;

  /** Samples that are asked of a SUT that has just started. */
  int FIRST_SAMPLES = 20;

  /** Arrivals by a schedule that does not wait. */
  record Open(double ratePerSecond, long windowNs, Rhythm rhythm) implements LoadShape {}

  /** The next exchange when one ended. */
  record Closed(int width, long windowNs) implements LoadShape {}

  /** So many exchanges at once, the next group when all have ended. */
  record Groups(int size, long windowNs) implements LoadShape {}

  /** The next exchange when one ended; so many in flight in each equal part of the window. */
  record Levels(List<Integer> widths, long windowNs) implements LoadShape {
    public Levels {
      widths = List.copyOf(widths);
    }
  }

  /**
   * Each sample equally often, so many at a time.
   *
   * @param times how often; each time all of them in another order
   */
  record Once(int width, int times) implements LoadShape {}

  /** A few samples, one after the other. */
  record First(int most) implements LoadShape {}

  /**
   * The shape of a typed scenario.
   *
   * @param maxConcurrency of the SUT
   */
  static LoadShape of(Scenario scenario, int maxConcurrency) {
    long window = scenario.windowNs();
    return switch (scenario.kind()) {
      case SERVER, SOAK, INTERACTIVE -> new Open(rate(scenario), window, Rhythm.POISSON);
      case BURST -> new Open(rate(scenario), window, rhythm(scenario.asked()));
      case SINGLE -> new Closed(1, window);
      case MULTI -> new Groups(scenario.asked().group(), window);
      case CONCURRENCY -> new Levels(scenario.asked().levels(), window);
      case ACCURACY, OFFLINE, ROBUSTNESS, DETERMINISM ->
          new Once(maxConcurrency, scenario.kind().times());
      case FAULTS, COLD_START -> new First(FIRST_SAMPLES);
    };
  }

  private static double rate(Scenario scenario) {
    return Objects.requireNonNull(scenario.ratePerSecond(), "checked by the scenario")
        .doubleValue();
  }

  private static Rhythm rhythm(ScenarioOptions options) {
    return switch (Objects.requireNonNull(options.burst(), "checked by the scenario")) {
      case GAMMA -> Rhythm.GAMMA;
      case ON_OFF -> Rhythm.ON_OFF;
    };
  }

  /** What the schedule is made from. */
  default ScheduleSpec schedule(int dataSet, int mostExchanges) {
    return switch (this) {
      case Open(double rate, long window, Rhythm rhythm) ->
          new ScheduleSpec.Open(rate, window, rhythm, dataSet);
      case Closed _, Groups _, Levels _ -> new ScheduleSpec.Closed(mostExchanges, dataSet);
      case Once(int _, int times) -> new ScheduleSpec.Closed(dataSet * times, dataSet);
      case First(int most) -> new ScheduleSpec.Closed(Math.min(most, dataSet), dataSet);
    };
  }

  /** The tested rate, if it is given. */
  default Optional<Double> rate() {
    return this instanceof Open open ? Optional.of(open.ratePerSecond()) : Optional.empty();
  }

  /** Length of the window; 0 where the samples end it. */
  default long windowNs() {
    return switch (this) {
      case Open(double _, long window, Rhythm _) -> window;
      case Closed(int _, long window) -> window;
      case Groups(int _, long window) -> window;
      case Levels(List<Integer> _, long window) -> window;
      case Once _, First _ -> 0;
    };
  }
}
