package ki.testbed.rules;

import java.util.Optional;
import java.util.OptionalLong;
import ki.testbed.protocol.Text;

/**
 * What one criterion got from one run, or from the repeats of it.
 *
 * @param measurement what it rests on; absent where no number may be quoted
 * @param distance from the threshold, positive on the good side, in the unit of the metric; absent
 *     where infinite
 * @param decidingBound the bound (GUARDED) or value (SIMPLE) that was compared
 * @param moreNeeded exchanges or samples in all at which the same shares would decide; absent where
 *     that cannot be said
 * @param reason why, in one sentence
 * @param preview not good for a statement
 */
public record Verdict(
    String criterionId,
    VerdictValue value,
    Optional<Measurement> measurement,
    Optional<Decimal> distance,
    Optional<Decimal> decidingBound,
    OptionalLong moreNeeded,
    Text reason,
    boolean preview,
    String ruleSetVersion) {

  /** The same, marked as preview: for runs that were a dry run. */
  public Verdict asPreview() {
    return new Verdict(
        criterionId,
        value,
        measurement,
        distance,
        decidingBound,
        moreNeeded,
        reason,
        true,
        ruleSetVersion);
  }

  /** The same as the quoted one of several runs. */
  Verdict ofRepeats(Text summary, boolean anyPreview) {
    return new Verdict(
        criterionId,
        value,
        measurement,
        distance,
        decidingBound,
        moreNeeded,
        summary,
        anyPreview,
        ruleSetVersion);
  }
}
