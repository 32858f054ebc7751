package ki.testbed.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What only some kinds of scenarios ask for.
 *
 * @param group samples that are asked at once, in {@code multi}; 0 elsewhere
 * @param levels exchanges in flight, one level after the other, each for an equal part of the
 *     window, in {@code concurrency}; empty elsewhere
 * @param burst how arrivals are bundled, in {@code burst}; absent elsewhere
 * @param maxTokens longest answer of a generating SUT, in {@code interactive}; 0 elsewhere
 * @param slo what a good exchange keeps, in {@code interactive}; absent elsewhere
 * @param cachingAllowed whether the plan lets the SUT answer a repeated question from memory
 */
public record ScenarioOptions(
    int group,
    List<Integer> levels,
    @Nullable Burst burst,
    int maxTokens,
    @Nullable Slo slo,
    boolean cachingAllowed) {
  /** No options. */
  public static final ScenarioOptions NONE =
      new ScenarioOptions(0, List.of(), null, 0, null, false);

  /** Levels a plan may choose from: powers of two up to the widest SUT. */
  public static final List<Integer> LEVELS =
      IntStream.rangeClosed(0, 10).map(i -> 1 << i).boxed().toList();

  /** Largest group. */
  public static final int MOST_GROUP = 1024;

  /** Longest answer in tokens. */
  public static final int MOST_TOKENS = 32_768;

  /** How arrivals are bundled; the mean rate stays that of the scenario. */
  public enum Burst {
    /** Gaps of a Gamma distribution with shape 0.25: twice as irregular as a Poisson process. */
    @JsonProperty("gamma")
    GAMMA,
    /** 5 s at four times the rate, then 15 s of silence. */
    @JsonProperty("on-off")
    ON_OFF
  }

  /**
   * What a good exchange keeps, in nanoseconds.
   *
   * @param ttftNs from the scheduled time to the first token
   * @param tpotNs per token after the first
   * @param e2eNs from the scheduled time to the last byte
   */
  public record Slo(long ttftNs, long tpotNs, long e2eNs) {
    public Slo {
      if (ttftNs <= 0 || tpotNs <= 0 || e2eNs <= 0) {
        throw new IllegalArgumentException("the limits of a slo are positive");
      }
    }
  }

  public ScenarioOptions {
    levels = List.copyOf(levels);
  }

  /** These options with a group of k. */
  public static ScenarioOptions ofGroup(int k) {
    return new ScenarioOptions(k, List.of(), null, 0, null, false);
  }

  /** These levels. */
  public static ScenarioOptions ofLevels(List<Integer> levels) {
    return new ScenarioOptions(0, levels, null, 0, null, false);
  }

  /** Bundled arrivals. */
  public static ScenarioOptions ofBurst(Burst burst) {
    return new ScenarioOptions(0, List.of(), burst, 0, null, false);
  }

  /** Answers of at most so many tokens, within these limits. */
  public static ScenarioOptions ofTokens(int most, Slo slo) {
    return new ScenarioOptions(0, List.of(), null, most, slo, false);
  }

  /**
   * Whether they fit a kind.
   *
   * @throws IllegalArgumentException if not
   */
  void check(String id, ScenarioKind kind) {
    require(
        kind == ScenarioKind.MULTI ? group >= 1 && group <= MOST_GROUP : group == 0, id, "group");
    boolean leveled = kind == ScenarioKind.CONCURRENCY;
    require(leveled ? levelsFit() : levels.isEmpty(), id, "levels");
    require((burst != null) == (kind == ScenarioKind.BURST), id, "burst");
    boolean generates = kind == ScenarioKind.INTERACTIVE;
    require(
        generates ? maxTokens >= 1 && maxTokens <= MOST_TOKENS : maxTokens == 0, id, "maxTokens");
    require((slo != null) == generates, id, "slo");
  }

  private boolean levelsFit() {
    return !levels.isEmpty()
        && LEVELS.containsAll(levels)
        && Set.copyOf(levels).size() == levels.size()
        && levels.equals(levels.stream().sorted().toList());
  }

  private static void require(boolean fits, String id, String option) {
    if (!fits) {
      throw new IllegalArgumentException("scenario " + id + " has a wrong " + option);
    }
  }
}
