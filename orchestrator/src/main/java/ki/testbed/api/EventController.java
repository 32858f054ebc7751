package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Predicate;
import ki.testbed.access.Accounts;
import ki.testbed.access.Caller;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Run;
import ki.testbed.evaluation.RunId;
import ki.testbed.notification.LiveEvent;
import ki.testbed.notification.LiveStreams;
import ki.testbed.notification.Watch;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens to an evaluation, as it happens. */
@RestController
@RequestMapping(ApiRules.ROOT)
class EventController {
  private final Evaluations evaluations;
  private final Accounts accounts;
  private final LiveStreams streams;

  EventController(Evaluations evaluations, Accounts accounts, LiveStreams streams) {
    this.evaluations = evaluations;
    this.accounts = accounts;
    this.streams = streams;
  }

  @GetMapping("/evaluations/{id}/events")
  SseEmitter ofEvaluation(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long after,
      HttpServletRequest request) {
    return follow(caller, new EvaluationId(id), after, request, _ -> true);
  }

  /** The same, of one run only; the end of its evaluation is told too. */
  @GetMapping("/runs/{id}/events")
  SseEmitter ofRun(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long after,
      HttpServletRequest request) {
    Run run = evaluations.run(caller, new RunId(id)).orElseThrow(Missing::object);
    String mark = '"' + run.id().toString() + '"';
    return follow(
        caller,
        run.evaluation(),
        after,
        request,
        event -> event.body().contains(mark) || event.type().equals("end"));
  }

  private SseEmitter follow(
      Caller caller,
      EvaluationId id,
      long after,
      HttpServletRequest request,
      Predicate<LiveEvent> wanted) {
    Evaluation evaluation = evaluations.find(caller, id).orElseThrow(Missing::object);
    String token = BearerFilter.token(request).orElse("");
    boolean over = evaluation.state() != Evaluation.EvaluationState.OPEN;
    return streams.follow(
        new Watch(caller, id.value(), after, () -> accounts.byToken(token), over, wanted));
  }
}
