package ki.testbed.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.catalog.Catalog;
import ki.testbed.evaluation.Evaluations;
import ki.testbed.submission.ImageReference;
import ki.testbed.submission.RegistryLogin;
import ki.testbed.submission.Submission;
import ki.testbed.submission.SubmissionId;
import ki.testbed.submission.SubmissionState;
import ki.testbed.submission.Submissions;
import ki.testbed.submission.UploadId;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What this organisation handed in. */
@Controller
@RequestMapping("/submissions")
class SubmissionsPage {
  private static final int SHOWN = 50;

  private final Submissions submissions;
  private final Evaluations evaluations;
  private final Catalog catalog;
  private final PhraseBook phrases;

  SubmissionsPage(
      Submissions submissions, Evaluations evaluations, Catalog catalog, PhraseBook phrases) {
    this.submissions = submissions;
    this.evaluations = evaluations;
    this.catalog = catalog;
    this.phrases = phrases;
  }

  @GetMapping
  String list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam Optional<UUID> after,
      Locale locale,
      Model model) {
    Phrases words = phrases.in(locale);
    List<Submission> found = submissions.list(caller, SHOWN + 1, after.map(SubmissionId::new));
    List<Submission> shown = found.subList(0, Math.min(SHOWN, found.size()));
    model.addAttribute("rows", shown.stream().map(one -> Row.of(one, words)).toList());
    model.addAttribute("next", found.size() > SHOWN ? shown.getLast().id().toString() : "");
    return "submissions";
  }

  @GetMapping("/{id}")
  String show(
      @AuthenticationPrincipal Caller caller, @PathVariable UUID id, Locale locale, Model model) {
    Submission submission = find(caller, id);
    Phrases words = phrases.in(locale);
    state(submission, words, model);
    model.addAttribute(
        "plans",
        catalog.plans(caller).stream()
            .map(plan ->
                new Choice(
                    plan.ref().toString(),
                    words.text(plan.title()),
                    words.text(plan.description())))
            .toList());
    model.addAttribute(
        "evaluations",
        evaluations.ofSubmission(caller, submission.id()).stream()
            .map(one -> EvaluationRow.of(one, words))
            .toList());
    model.addAttribute(
        "startable",
        submission.state() == SubmissionState.ACCEPTED && caller.may(Right.EVALUATION_WRITE));
    model.addAttribute(
        "withdrawable",
        submission.state() != SubmissionState.WITHDRAWN && caller.may(Right.SUBMISSION_WRITE));
    return "submission";
  }

  /** The part that changes while checks go on. */
  @GetMapping("/{id}/state")
  String state(
      @AuthenticationPrincipal Caller caller,
      @PathVariable UUID id,
      Locale locale,
      Model model,
      jakarta.servlet.http.HttpServletResponse response) {
    Submission submission = find(caller, id);
    if (submission.state() != SubmissionState.CHECKING) {
      response.setHeader("HX-Refresh", "true");
    }
    state(submission, phrases.in(locale), model);
    return "submission :: state";
  }

  private void state(Submission submission, Phrases words, Model model) {
    model.addAttribute("submission", submission);
    model.addAttribute("state", Badge.of(submission.state(), words));
    model.addAttribute("checking", submission.state() == SubmissionState.CHECKING);
    model.addAttribute("refresh", submission.state() == SubmissionState.CHECKING);
    model.addAttribute(
        "findings",
        submission.findings().stream().map(finding -> FindingRow.of(finding, words)).toList());
  }

  @PostMapping
  String submit(
      @AuthenticationPrincipal Caller caller,
      @RequestParam UUID upload,
      @RequestParam(defaultValue = "") String manifest) {
    return shown(submissions.submit(caller, new UploadId(upload), text(manifest)));
  }

  /** From a registry; a login is in the form for this one pull. */
  @PostMapping("/references")
  String fetch(
      @AuthenticationPrincipal Caller caller,
      @RequestParam String reference,
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String secret,
      @RequestParam(defaultValue = "") String manifest) {
    ImageReference image =
        ImageReference.parse(reference.strip())
            .orElseThrow(() -> new PageProblem(400, "REFERENCE_INVALID"));
    return shown(submissions.submit(caller, image, login(login, secret), text(manifest)));
  }

  private static Optional<RegistryLogin> login(String name, String secret) {
    try {
      return name.isEmpty() && secret.isEmpty()
          ? Optional.empty()
          : Optional.of(new RegistryLogin(name, secret));
    } catch (IllegalArgumentException _) {
      throw new PageProblem(400, "REFERENCE_INVALID");
    }
  }

  private static Optional<String> text(String manifest) {
    return Optional.of(manifest).filter(one -> !one.isBlank());
  }

  private static String shown(Submission submission) {
    return "redirect:/submissions/" + submission.id();
  }

  @PostMapping("/{id}/withdrawal")
  String withdraw(@AuthenticationPrincipal Caller caller, @PathVariable UUID id) {
    find(caller, id);
    return "redirect:/submissions/" + submissions.withdraw(caller, new SubmissionId(id)).id();
  }

  private Submission find(Caller caller, UUID id) {
    return submissions.find(caller, new SubmissionId(id)).orElseThrow(PageProblem::missing);
  }

  /** A test plan to choose. */
  record Choice(String ref, String title, String description) {}

  /** A line of the list. */
  record Row(String id, String name, String version, Badge state, String since, String digest) {
    static Row of(Submission one, Phrases words) {
      return new Row(
          one.id().toString(),
          one.name().isBlank() ? words.of("submission.unnamed") : one.name(),
          one.version(),
          Badge.of(one.state(), words),
          words.time(one.createdAt()),
          one.imageDigest().map(words::shortHash).orElse(""));
    }
  }
}
