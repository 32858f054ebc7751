package ki.testbed.rules.label;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * From ratings of indicators to the class of a label criterion; named and versioned, as the
 * standard leaves it open. None of them is official.
 */
public enum Policy {
  /**
   * The mean of those with role MEAN, rounded down, but never above the lowest with role CAP; an
   * empty side is left out.
   */
  CAP_1("CAP/1") {
    @Override
    public LevelRange apply(LabelScheme scheme, Collection<Indicator> indicators, Ratings ratings) {
      return ends(scheme, open -> capped(indicators, ratings, open));
    }
  },
  /** The lowest. */
  MIN_1("MIN/1") {
    @Override
    public LevelRange apply(LabelScheme scheme, Collection<Indicator> indicators, Ratings ratings) {
      return ends(scheme, open -> levels(indicators, ratings, open).min().orElse(open));
    }
  },
  /**
   * What the official portal does in its version 0.3.4, for comparison only: open ones are skipped;
   * if one with role CAP is rated the highest of all, else the mean rounded half up.
   */
  PORTAL_0_3_4("PORTAL_0_3_4") {
    @Override
    public LevelRange apply(LabelScheme scheme, Collection<Indicator> indicators, Ratings ratings) {
      List<Indicator> rated =
          indicators.stream().filter(one -> ratings.of(one).isPresent()).toList();
      int[] levels = levels(rated, ratings, 0).toArray();
      if (levels.length == 0) {
        return new LevelRange(scheme.lowest().number(), scheme.lowest().number());
      }
      boolean capped = rated.stream().anyMatch(Policy::caps);
      int level =
          capped
              ? IntStream.of(levels).max().orElseThrow()
              : HalfUp.quotient(IntStream.of(levels).sum(), levels.length);
      return new LevelRange(level, level);
    }
  };

  private final String id;

  Policy(String id) {
    this.id = id;
  }

  /** Name and version. */
  public String id() {
    return id;
  }

  /** The policy with this name and version. */
  public static Optional<Policy> find(String id) {
    return Arrays.stream(values()).filter(one -> one.id.equals(id)).findFirst();
  }

  /**
   * The class of one label criterion.
   *
   * @param indicators all of it
   */
  public abstract LevelRange apply(
      LabelScheme scheme, Collection<Indicator> indicators, Ratings ratings);

  private static LevelRange ends(LabelScheme scheme, Function<Integer, Integer> level) {
    return new LevelRange(
        level.apply(scheme.lowest().number()), level.apply(scheme.highest().number()));
  }

  private static int capped(Collection<Indicator> indicators, Ratings ratings, int open) {
    List<Indicator> means = indicators.stream().filter(one -> !caps(one)).toList();
    List<Indicator> caps = indicators.stream().filter(Policy::caps).toList();
    int mean =
        means.isEmpty()
            ? Integer.MAX_VALUE
            : Math.floorDiv(levels(means, ratings, open).sum(), means.size());
    int cap = levels(caps, ratings, open).min().orElse(Integer.MAX_VALUE);
    return indicators.isEmpty() ? open : Math.min(mean, cap);
  }

  private static boolean caps(Indicator indicator) {
    return indicator.weighting().role() == Weighting.Role.CAP;
  }

  private static IntStream levels(Collection<Indicator> indicators, Ratings ratings, int open) {
    return indicators.stream().mapToInt(one -> ratings.of(one).orElse(open));
  }
}
