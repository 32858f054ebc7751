package ki.testbed.web;

import java.util.Optional;

/**
 * One criterion with what it got.
 *
 * @param limit the threshold in words
 * @param rule what was compared with it
 * @param reason of the verdict, in one sentence
 * @param more how much more would decide it; empty if that is not open
 * @param source where the number comes from; empty if there is none
 */
public record CriterionRow(
    String id,
    String name,
    String scenario,
    String limit,
    String rule,
    String value,
    String bound,
    Optional<Bar> bar,
    Badge verdict,
    boolean preview,
    String reason,
    String more,
    String justification,
    String source) {}
