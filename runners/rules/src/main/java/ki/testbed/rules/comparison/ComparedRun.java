package ki.testbed.rules.comparison;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What decides whether a run may be compared with another.
 *
 * @param environment everything that was so before the window: names of fields as they are shown
 * @param question what was asked: hashes of data and scenario, split, versions of metrics
 * @param steal share of time the machine gave to others, 0 to 1
 * @param throttles names of throttle bits that were seen
 * @param calibrationMedians nanoseconds by name of the calibration
 */
public record ComparedRun(
    Map<String, String> environment,
    Map<String, String> question,
    OptionalDouble steal,
    Set<String> throttles,
    Optional<Boolean> foreignLoad,
    Map<String, Long> calibrationMedians) {
  public ComparedRun {
    environment = Map.copyOf(environment);
    question = Map.copyOf(question);
    throttles = Set.copyOf(throttles);
    calibrationMedians = Map.copyOf(calibrationMedians);
  }
}
