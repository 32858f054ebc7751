package ki.testbed.evaluation;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Validity;

/**
 * One execution of one scenario on one SUT, as it is now.
 *
 * @param reason why it is in its state, where there is a reason
 * @param detail the facts of the reason
 * @param since entry into the state
 * @param attempt starts at 1; grows when the run goes back to QUEUED
 * @param epoch of the leader that adopted it, 0 before
 * @param validity of the measurement, once collected
 * @param partial whether measurements come from a run that was cut
 */
public record Run(
    RunId id,
    OrganisationId organisation,
    EvaluationId evaluation,
    int ordinal,
    Scenario scenario,
    RunState state,
    Optional<Reason> reason,
    Detail detail,
    Instant since,
    int attempt,
    long epoch,
    boolean cancelRequested,
    Optional<Validity> validity,
    Optional<Sha256> seedCommit,
    boolean partial,
    Instant createdAt) {

  /** What happened, where there is a reason. */
  public Optional<Text> sentence() {
    return reason.map(one -> one.sentence(detail));
  }

  /** What its reader does now, where there is a reason. */
  public Optional<Text> nextStep() {
    return reason.map(one -> one.nextStep(!state.terminal()));
  }
}
