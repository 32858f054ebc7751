package ki.testbed.rules;

import java.util.Optional;

/**
 * One condition of a validity rule, as it was in a run.
 *
 * @param id rule, and after a point its condition: {@code H1.p99}
 * @param observed value with unit; without one, an upper-case code that says why there is none
 * @param bound what it is compared with, in words of arithmetic: {@code <= 0.5 ms}
 * @param reason what the run suffers from: where the rule does not hold, or had to be observed and
 *     was not
 */
public record RuleOutcome(
    String id, Holds holds, String observed, String bound, Optional<ValidityReason> reason) {
  public RuleOutcome {
    if (holds == Holds.NO && reason.isEmpty()) {
      throw new IllegalArgumentException(id + " does not hold, so it needs a reason");
    }
    if ((holds == Holds.YES || holds == Holds.NOT_APPLICABLE) && reason.isPresent()) {
      throw new IllegalArgumentException(id + " does no harm, so it has no reason");
    }
  }

  /** Observed: inside the bound, or outside for this reason. */
  static RuleOutcome of(
      String id, boolean holds, String observed, String bound, ValidityReason otherwise) {
    return new RuleOutcome(
        id,
        holds ? Holds.YES : Holds.NO,
        observed,
        bound,
        holds ? Optional.empty() : Optional.of(otherwise));
  }

  /** Says nothing about this run. */
  static RuleOutcome notApplicable(String id, String why, String bound) {
    return new RuleOutcome(id, Holds.NOT_APPLICABLE, why, bound, Optional.empty());
  }

  /** Was not observed. */
  static RuleOutcome notObserved(String id, String why, String bound) {
    return new RuleOutcome(id, Holds.NOT_OBSERVED, why, bound, Optional.empty());
  }

  /** The same, where not having observed it spoils the run. */
  RuleOutcome because(ValidityReason spoilt) {
    return new RuleOutcome(id, holds, observed, bound, Optional.of(spoilt));
  }
}
