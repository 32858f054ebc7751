package ki.testbed.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.catalog.PlanRef;
import ki.testbed.evaluation.Evaluation;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.Mode;
import ki.testbed.notification.LiveStreams;
import ki.testbed.notification.Watch;
import ki.testbed.submission.SubmissionId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Evaluations: the list, and the most seen page of all. */
@Controller
@RequestMapping("/evaluations")
class EvaluationsPage {
  private static final int SHOWN = 50;

  private final Evaluations evaluations;
  private final EvaluationSheets sheets;
  private final LiveStreams streams;
  private final SessionFilter sessions;
  private final PhraseBook phrases;

  EvaluationsPage(
      Evaluations evaluations,
      EvaluationSheets sheets,
      LiveStreams streams,
      SessionFilter sessions,
      PhraseBook phrases) {
    this.evaluations = evaluations;
    this.sheets = sheets;
    this.streams = streams;
    this.sessions = sessions;
    this.phrases = phrases;
  }

  @GetMapping
  String list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam Optional<UUID> after,
      Locale locale,
      Model model) {
    List<Evaluation> found = evaluations.list(caller, SHOWN + 1, after.map(EvaluationId::new));
    List<Evaluation> shown = found.subList(0, Math.min(SHOWN, found.size()));
    model.addAttribute(
        "rows", shown.stream().map(one -> EvaluationRow.of(one, phrases.in(locale))).toList());
    model.addAttribute("next", found.size() > SHOWN ? shown.getLast().id().toString() : "");
    return "evaluations";
  }

  @PostMapping
  String start(
      @AuthenticationPrincipal Caller caller,
      @RequestParam UUID submission,
      @RequestParam String plan,
      @RequestParam Mode mode) {
    return "redirect:/evaluations/"
        + evaluations.start(caller, new SubmissionId(submission), plan(plan), mode).id();
  }

  private static PlanRef plan(String text) {
    try {
      return PlanRef.parse(text);
    } catch (IllegalArgumentException _) {
      throw new PageProblem(400, "FIELD_INVALID");
    }
  }

  @GetMapping("/{id}")
  String show(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, Locale locale, Model model) {
    EvaluationSheet sheet = sheets.of(caller, find(caller, id), phrases.in(locale));
    model.addAttribute("sheet", sheet);
    model.addAttribute("refresh", sheet.open());
    return "evaluation";
  }

  /** The part that changes while runs go on; once all have ended the whole page comes again. */
  @GetMapping("/{id}/live")
  String live(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      Locale locale,
      HttpServletResponse response,
      Model model) {
    Evaluation evaluation = find(caller, id);
    if (evaluation.state() != Evaluation.EvaluationState.OPEN) {
      response.setHeader("HX-Refresh", "true");
    }
    model.addAttribute("sheet", sheets.of(caller, evaluation, phrases.in(locale)));
    return "evaluation :: live";
  }

  @GetMapping("/{id}/events")
  SseEmitter events(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long after,
      HttpServletRequest request) {
    Evaluation evaluation = find(caller, id);
    String secret = SessionCookie.read(request).orElse("");
    boolean over = evaluation.state() != Evaluation.EvaluationState.OPEN;
    return streams.follow(
        new Watch(caller, id, after, () -> sessions.caller(secret), over, _ -> true));
  }

  @PostMapping("/{id}/cancellation")
  String cancel(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    find(caller, id);
    return "redirect:/evaluations/" + evaluations.cancel(caller, new EvaluationId(id)).id();
  }

  private Evaluation find(Caller caller, UUID id) {
    return evaluations.find(caller, new EvaluationId(id)).orElseThrow(PageProblem::missing);
  }
}
