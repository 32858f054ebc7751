package ki.testbed.evaluation;

import java.time.Instant;
import java.util.Optional;
import ki.testbed.access.OrganisationId;
import ki.testbed.protocol.Scenario;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Validity;

/**
 * One execution of one scenario on one SUT, as it is now.
 *
 * @param reason why it is in its state, where there is a reason
 * @param detail free text with the facts of the reason, escaped
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
    String detail,
    Instant since,
    int attempt,
    long epoch,
    boolean cancelRequested,
    Optional<Validity> validity,
    Optional<Sha256> seedCommit,
    boolean partial,
    Instant createdAt) {}
