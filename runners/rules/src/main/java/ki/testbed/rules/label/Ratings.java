package ki.testbed.rules.label;

import java.util.Map;
import java.util.Optional;

/**
 * Levels of indicators by code; those without one are open.
 *
 * @param levels number of the level
 */
public record Ratings(Map<String, Integer> levels) {
  public Ratings {
    levels = Map.copyOf(levels);
  }

  /** Level of this indicator. */
  public Optional<Integer> of(Indicator indicator) {
    return Optional.ofNullable(levels.get(indicator.code()));
  }
}
