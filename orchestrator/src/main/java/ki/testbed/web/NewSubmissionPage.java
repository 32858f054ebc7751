package ki.testbed.web;

import java.util.Locale;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.rules.Checked;
import ki.testbed.rules.Manifest;
import ki.testbed.rules.ManifestRules;
import ki.testbed.submission.Submissions;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Handing in a container: its archive and its manifest, which is checked while it is written. */
@Controller
@RequestMapping("/submissions/new")
class NewSubmissionPage {
  private final Submissions submissions;
  private final PhraseBook phrases;

  NewSubmissionPage(Submissions submissions, PhraseBook phrases) {
    this.submissions = submissions;
    this.phrases = phrases;
  }

  @GetMapping
  String form(@AuthenticationPrincipal Caller caller, Locale locale, Model model) {
    caller.require(Right.SUBMISSION_WRITE);
    model.addAttribute("limits", submissions.limits());
    model.addAttribute(
        "largest", phrases.in(locale).figures().bytes(submissions.limits().uploadBytes()));
    model.addAttribute("manifest", "");
    model.addAttribute("checked", false);
    return "new-submission";
  }

  @PostMapping("/check")
  String check(@RequestParam(defaultValue = "") String manifest, Locale locale, Model model) {
    Phrases words = phrases.in(locale);
    boolean given = !manifest.isBlank();
    if (given) {
      Checked<Manifest> checked = ManifestRules.check(manifest, submissions.limits().manifest());
      model.addAttribute(
          "findings",
          checked.findings().stream().map(finding -> FindingRow.of(finding, words)).toList());
      model.addAttribute("accepted", checked.accepted());
    }
    model.addAttribute("checked", given);
    return "new-submission :: findings";
  }
}
