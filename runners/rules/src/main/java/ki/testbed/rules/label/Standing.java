package ki.testbed.rules.label;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ratings as they stand for one object.
 *
 * @param current by code of the indicator, an examiner's before a submitter's
 * @param stale those made for another image, plan or data; for this object they say nothing
 */
public record Standing(Map<String, IndicatorRating> current, List<IndicatorRating> stale) {
  public Standing {
    current = Map.copyOf(current);
    stale = List.copyOf(stale);
  }

  /** Sorts ratings, in the order in which they were made, by whether they hold for this object. */
  public static Standing of(Collection<IndicatorRating> ratings, ObjectBinding object) {
    Map<String, IndicatorRating> current = new LinkedHashMap<>();
    ratings.stream()
        .filter(one -> one.boundTo().equals(object))
        .forEach(one -> current.merge(one.indicator(), one, Standing::stronger));
    List<IndicatorRating> stale =
        ratings.stream()
            .filter(one -> !one.boundTo().equals(object) && !current.containsKey(one.indicator()))
            .toList();
    return new Standing(current, stale);
  }

  private static IndicatorRating stronger(IndicatorRating earlier, IndicatorRating later) {
    boolean overruled =
        earlier.role() == IndicatorRating.By.EXAMINER
            && later.role() == IndicatorRating.By.SUBMITTER;
    return overruled ? earlier : later;
  }

  /** Levels that count. */
  public Ratings ratings() {
    Map<String, Integer> levels = new LinkedHashMap<>();
    current.forEach((code, rating) -> levels.put(code, rating.level()));
    return new Ratings(levels);
  }
}
