package ki.testbed.rules;

import java.util.OptionalInt;
import java.util.Set;
import ki.testbed.protocol.ScenarioKind;
import ki.testbed.protocol.Text;

/**
 * What a metric means.
 *
 * @param id with version, for example {@code accuracy@1}
 * @param unit UCUM-like: {@code ms}, {@code s}, {@code 1/s}, {@code By}, or {@code 1} for shares
 * @param method of the estimate and its bounds; {@code reading/1} for what is read once and has no
 *     bounds
 * @param kinds scenarios that yield it
 * @param ppm the percentile of a latency metric in parts per million
 */
public record MetricDefinition(
    String id,
    Text name,
    String unit,
    Direction direction,
    String method,
    Set<ScenarioKind> kinds,
    OptionalInt ppm) {
  /** Which side is good. */
  public enum Direction {
    /** More is better. */
    HIGHER,
    /** Less is better. */
    LOWER
  }

  public MetricDefinition {
    kinds = Set.copyOf(kinds);
  }
}
