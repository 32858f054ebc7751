package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.api.Idempotency.Created;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Mode;
import ki.testbed.submission.SubmissionId;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Evaluations: started, shown, cancelled, and their results. */
@RestController
@RequestMapping(ApiRules.ROOT + "/evaluations")
class EvaluationController {
  private static final String LIST = "evaluations";

  private final Evaluations evaluations;
  private final RunReading views;
  private final Idempotency idempotency;
  private final EntityTags tags;
  private final Cursors cursors;

  EvaluationController(
      Evaluations evaluations,
      RunReading views,
      Idempotency idempotency,
      EntityTags tags,
      Cursors cursors) {
    this.evaluations = evaluations;
    this.views = views;
    this.idempotency = idempotency;
    this.tags = tags;
    this.cursors = cursors;
  }

  @GetMapping
  ResponseEntity<Listing<EvaluationView>> list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
      @RequestParam Optional<String> cursor) {
    var after = cursors.read(caller, LIST, cursor).map(EvaluationId::new);
    return Listing.of(
            evaluations.list(caller, limit + 1, after),
            limit,
            one -> views.evaluation(caller, one),
            one -> one.id().value(),
            id -> cursors.after(caller, LIST, id))
        .answer();
  }

  @PostMapping
  ResponseEntity<String> start(
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest request,
      @Valid @RequestBody Wanted body) {
    PlanRef plan = plan(body.plan());
    return idempotency.once(
        caller,
        request,
        () -> created(caller, evaluations.start(caller, body.submissionId(), plan, body.mode())));
  }

  private Created created(Caller caller, Evaluation evaluation) {
    return new Created(
        202,
        views.evaluation(caller, evaluation),
        ApiRules.ROOT + "/evaluations/" + evaluation.id());
  }

  private static PlanRef plan(String text) {
    try {
      return PlanRef.parse(text);
    } catch (IllegalArgumentException _) {
      throw new ApiProblem(ProblemCode.FIELD_INVALID, "plan");
    }
  }

  @GetMapping("/{id}")
  ResponseEntity<EvaluationView> show(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    return tags.tagged(views.evaluation(caller, find(caller, id)));
  }

  @GetMapping("/{id}/result")
  ResponseEntity<ResultView> result(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    Evaluation evaluation = find(caller, id);
    if (evaluation.state() == Evaluation.EvaluationState.OPEN) {
      throw new ApiProblem(ProblemCode.NOT_FINISHED);
    }
    return tags.tagged(views.result(caller, evaluation));
  }

  @PostMapping("/{id}/cancellation")
  ResponseEntity<EvaluationView> cancel(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    return ResponseEntity.accepted()
        .body(views.evaluation(caller, evaluations.cancel(caller, new EvaluationId(id))));
  }

  private Evaluation find(Caller caller, UUID id) {
    return evaluations.find(caller, new EvaluationId(id)).orElseThrow(Missing::object);
  }

  /** What is to be evaluated, and against what. */
  record Wanted(@NotNull SubmissionId submissionId, @NotNull String plan, @NotNull Mode mode) {}
}
