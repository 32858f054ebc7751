package ki.testbed.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.evaluation.RunState;
import ki.testbed.evaluation.Waiting;
import ki.testbed.evidence.EvidenceItem;
import ki.testbed.evidence.EvidenceKind;
import ki.testbed.protocol.Sha256;
import ki.testbed.rules.Validity;

/**
 * A run as it is now.
 *
 * @param waiting why it waits; only while QUEUED
 * @param evidence what is kept of it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RunView(
    RunId id,
    EvaluationId evaluationId,
    int ordinal,
    ScenarioView scenario,
    RunState state,
    Optional<ReasonView> reason,
    Instant since,
    Instant createdAt,
    int attempt,
    boolean cancelRequested,
    Optional<Validity> validity,
    boolean partial,
    Optional<Sha256> seedCommit,
    Optional<Waiting> waiting,
    List<ItemView> evidence) {
  static RunView of(Run run, Optional<Waiting> waiting, List<EvidenceItem> evidence) {
    return new RunView(
        run.id(),
        run.evaluation(),
        run.ordinal(),
        ScenarioView.of(run.scenario()),
        run.state(),
        ReasonView.of(run),
        run.since(),
        run.createdAt(),
        run.attempt(),
        run.cancelRequested(),
        run.validity(),
        run.partial(),
        run.seedCommit(),
        waiting,
        evidence.stream().map(ItemView::of).toList());
  }

  /** One evidence item by its hash. */
  record ItemView(
      EvidenceKind kind, int attempt, Sha256 sha256, long bytes, String mediaType, Instant at) {
    static ItemView of(EvidenceItem item) {
      return new ItemView(
          item.kind(), item.attempt(), item.sha256(), item.bytes(), item.mediaType(), item.at());
    }
  }
}
