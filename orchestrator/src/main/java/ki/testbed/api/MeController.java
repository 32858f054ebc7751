package ki.testbed.api;

import ki.testbed.access.Caller;
import ki.testbed.submission.Limits;
import ki.testbed.submission.Submissions;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller, and what is accepted here. */
@RestController
@RequestMapping(ApiRules.ROOT)
class MeController {
  private final Submissions submissions;

  MeController(Submissions submissions) {
    this.submissions = submissions;
  }

  @GetMapping("/me")
  CallerView me(@AuthenticationPrincipal Caller caller) {
    return CallerView.of(caller);
  }

  @GetMapping("/limits")
  Limits limits() {
    return submissions.limits();
  }
}
