package ki.testbed.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import ki.testbed.access.Acting;
import ki.testbed.access.Caller;
import ki.testbed.evaluation.EvaluationId;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.evaluation.RunId;
import ki.testbed.protocol.Sha256;
import ki.testbed.review.Bundles;
import ki.testbed.review.StatementId;
import ki.testbed.review.StatementState;
import ki.testbed.review.Statements;
import ki.testbed.rules.label.IndicatorRating;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Statements: the submitter's page, the examiner's page, and what both may do there. */
@Controller
class StatementPage {
  private static final String LEVEL = "level-";
  private static final String NEED = "need-";

  private final Statements statements;
  private final StatementSheets sheets;
  private final Evaluations evaluations;
  private final RunSheets runs;
  private final Bundles bundles;
  private final PhraseBook phrases;

  StatementPage(
      Statements statements,
      StatementSheets sheets,
      Evaluations evaluations,
      RunSheets runs,
      Bundles bundles,
      PhraseBook phrases) {
    this.statements = statements;
    this.sheets = sheets;
    this.evaluations = evaluations;
    this.runs = runs;
    this.bundles = bundles;
    this.phrases = phrases;
  }

  @GetMapping("/evaluations/{id}/statement")
  String own(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, Locale locale, Model model) {
    Statements.View view =
        statements.ofEvaluation(caller, new EvaluationId(id)).orElseThrow(PageProblem::missing);
    model.addAttribute("sheet", sheets.of(caller, view, phrases.in(locale)));
    return "statement";
  }

  @GetMapping("/reviews")
  String list(@AuthenticationPrincipal Caller caller, Locale locale, Model model) {
    Phrases words = phrases.in(locale);
    model.addAttribute(
        "rows",
        statements.handedIn(caller).stream()
            .map(one ->
                new Row(
                    one.id().toString(),
                    Badge.of(one.state(), words),
                    words.time(one.journal().getLast().at()),
                    one.examiners().contains(caller.account())))
            .toList());
    return "reviews";
  }

  /** A line of the list; {@code taken} by the reader. */
  public record Row(String id, Badge state, String since, boolean taken) {}

  @GetMapping("/reviews/{id}")
  String review(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, Locale locale, Model model) {
    Statements.View view = find(caller, id);
    model.addAttribute("sheet", as(view, () -> sheets.of(caller, view, phrases.in(locale))));
    return "statement";
  }

  /** A run as the examiner of its statement sees it. */
  @GetMapping("/reviews/{id}/runs/{run}")
  String run(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @PathVariable UUID run,
      Locale locale,
      Model model) {
    Statements.View view = find(caller, id);
    model.addAttribute(
        "sheet",
        as(
            view,
            () ->
                evaluations
                    .run(view.viewer(), new RunId(run))
                    .filter(one -> one.evaluation().equals(view.statement().evaluation()))
                    .map(one -> runs.of(view.viewer(), one, phrases.in(locale)))
                    .orElseThrow(PageProblem::missing)));
    return "run";
  }

  @PostMapping("/statements/{id}/levels")
  String rate(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam Map<String, String> form,
      @RequestParam(defaultValue = "") String rationale) {
    Statements.View view = find(caller, id);
    Map<String, Integer> levels = numbers(form, LEVEL);
    view.assessed()
        .standing()
        .current()
        .forEach((code, rating) -> levels.remove(code, rating.level()));
    if (!levels.isEmpty()) {
      statements.rateAll(caller, view.statement().id(), levels, rationale);
    }
    return back(caller, view);
  }

  @PostMapping("/statements/{id}/needs")
  String needs(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam Map<String, String> form) {
    Statements.View view = find(caller, id);
    statements.answerNeeds(caller, view.statement().id(), numbers(form, NEED));
    return back(caller, view);
  }

  private static Map<String, Integer> numbers(Map<String, String> form, String prefix) {
    Map<String, Integer> numbers = new HashMap<>();
    form.forEach((name, value) -> {
      if (name.startsWith(prefix) && !value.isBlank()) {
        numbers.put(name.substring(prefix.length()), number(value));
      }
    });
    return numbers;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new PageProblem(400, "FIELD_INVALID");
    }
  }

  @PostMapping("/statements/{id}/items")
  String answer(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam String item,
      @RequestParam boolean holds,
      @RequestParam String rationale) {
    Statements.View view = find(caller, id);
    statements.answer(caller, view.statement().id(), item, holds, rationale);
    return back(caller, view);
  }

  @PostMapping("/statements/{id}/risks")
  String judge(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam String about,
      @RequestParam String text) {
    Statements.View view = find(caller, id);
    statements.judgeRisk(caller, view.statement().id(), about, text);
    return back(caller, view);
  }

  @PostMapping("/statements/{id}/moves")
  String move(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam StatementState to,
      @RequestParam(defaultValue = "") String reason) {
    Statements.View view = find(caller, id);
    statements.move(caller, view.statement().id(), to, reason);
    return back(caller, view);
  }

  @PostMapping("/statements/{id}/assignment")
  String take(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam String declaration) {
    Statements.View view = find(caller, id);
    statements.take(caller, view.statement().id(), declaration);
    return back(caller, view);
  }

  @PostMapping("/statements/{id}/signatures")
  String sign(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      @RequestParam StatementState decision,
      @RequestParam String content,
      @RequestParam String reason) {
    Statements.View view = find(caller, id);
    statements.sign(caller, view.statement().id(), decision, hash(content), reason);
    return back(caller, view);
  }

  private static Sha256 hash(String text) {
    try {
      return new Sha256(text);
    } catch (IllegalArgumentException _) {
      throw new PageProblem(400, "FIELD_INVALID");
    }
  }

  /** The frozen bundle; an examiner's is whole, a submitter's without outcomes per sample. */
  @GetMapping("/statements/{id}/bundle")
  void bundle(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, HttpServletResponse response)
      throws IOException {
    Statements.View view = find(caller, id);
    Sha256 bundle = view.statement().bundle().orElseThrow(PageProblem::missing);
    response.setContentType("application/zip");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("statement-" + id + ".zip").build().toString());
    bundles.write(
        bundle,
        Statements.role(view, caller) == IndicatorRating.By.EXAMINER,
        response.getOutputStream());
  }

  /** What bundles are verified with. */
  @GetMapping("/keys/evidence.pem")
  ResponseEntity<String> key() {
    return ResponseEntity.ok()
        .contentType(new MediaType("application", "x-pem-file"))
        .body(bundles.key());
  }

  private Statements.View find(Caller caller, UUID id) {
    return statements.find(caller, new StatementId(id)).orElseThrow(PageProblem::missing);
  }

  private static <T> T as(Statements.View view, Supplier<T> work) {
    try (var _ = Acting.on(Optional.of(view.viewer()))) {
      return work.get();
    }
  }

  private static String back(Caller caller, Statements.View view) {
    return Statements.role(view, caller) == IndicatorRating.By.EXAMINER
        ? "redirect:/reviews/" + view.statement().id()
        : "redirect:/evaluations/" + view.statement().evaluation() + "/statement";
  }
}
