package ki.testbed.web;

import java.util.Optional;

/**
 * One of the figures people ask for first.
 *
 * @param value with unit, or the reason why there is none
 * @param bound the bound on the unfavourable side, in words; empty if there is none
 * @param n what it rests on
 * @param limit the threshold in words; empty if the plan sets none
 * @param source where the number comes from
 */
public record Tile(
    String label,
    boolean measured,
    String value,
    String bound,
    String n,
    String limit,
    Optional<Badge> verdict,
    Optional<Bar> bar,
    String source) {}
