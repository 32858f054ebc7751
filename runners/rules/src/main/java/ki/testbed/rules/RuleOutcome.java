package ki.testbed.rules;

import java.util.Optional;

/**
 * One condition of a validity rule, as it was in a run.
 *
 * @param id rule, and after a point its condition: {@code H1.p99}
 * @param observed value with unit; without one, an upper-case code that says why there is none
 * @param bound what it is compared with, in words of arithmetic: {@code <= 0.5 ms}
 * @param reason what the run suffers from; present exactly where the rule does not hold
 */
public record RuleOutcome(
    String id, Holds holds, String observed, String bound, Optional<ValidityReason> reason) {
  public RuleOutcome {
    if ((holds == Holds.NO) && reason.isEmpty()) {
      throw new IllegalArgumentException(id + " does not hold, so it needs a reason");
    }
  }
}
