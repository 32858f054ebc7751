package ki.testbed.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import ki.testbed.harness.Told;
import ki.testbed.notification.Outbox;
import ki.testbed.protocol.Event;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Tells those who watch, in the transaction of what happened. */
@Component
class RunNews {
  private final Outbox outbox;
  private final JsonMapper json;
  private final EvaluationStore evaluations;
  private final ApplicationEventPublisher events;

  RunNews(
      Outbox outbox,
      JsonMapper json,
      EvaluationStore evaluations,
      ApplicationEventPublisher events) {
    this.outbox = outbox;
    this.json = json;
    this.evaluations = evaluations;
    this.events = events;
  }

  /** A run is in a new state. */
  void moved(Run run) {
    var body = about(run);
    body.put("state", run.state());
    body.put("since", run.since().toString());
    run.reason().ifPresent(reason -> body.put("reason", reason));
    run.reason().ifPresent(reason -> body.put("blame", reason.blame()));
    run.validity().ifPresent(validity -> body.put("validity", validity));
    tell(run, "state", body);
    if (run.state().terminal()) {
      afterCommit(new RunEnded(run, evaluations.grade(run.evaluation())));
    }
  }

  /** A runner said something. */
  void heard(Run run, Told told) {
    var body = about(run);
    body.put("at", told.wall().toString());
    body.put("event", told.event());
    tell(run, told.event() instanceof Event.Progress ? "interval" : "phase", body);
  }

  /** All runs of an evaluation have ended and its verdicts stand. */
  void judged(Run lastRun, Evaluation.EvaluationState state) {
    tell(lastRun, "result", Map.of("state", state));
    tell(lastRun, "end", Map.of("state", state));
  }

  private static Map<String, Object> about(Run run) {
    var body = new LinkedHashMap<String, Object>();
    body.put("run", run.id().toString());
    body.put("attempt", run.attempt());
    return body;
  }

  private void tell(Run run, String type, Map<String, Object> body) {
    outbox.append(
        run.organisation(), run.evaluation().value(), type, json.writeValueAsString(body));
  }

  private void afterCommit(RunEnded ended) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            events.publishEvent(ended);
          }
        });
  }
}
