package ki.testbed.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page has: the reader, the language, the way to the other one. */
@ControllerAdvice(basePackageClasses = PageFrame.class)
class PageFrame {
  private final PhraseBook phrases;

  PageFrame(PhraseBook phrases) {
    this.phrases = phrases;
  }

  @ModelAttribute
  void frame(
      Model model,
      Locale locale,
      HttpServletRequest request,
      @AuthenticationPrincipal @Nullable Caller caller) {
    model.addAttribute("p", phrases.in(locale));
    model.addAttribute("person", caller == null ? "" : caller.name());
    model.addAttribute("submits", caller != null && caller.may(Right.SUBMISSION_READ));
    model.addAttribute("examines", caller != null && caller.may(Right.REVIEW_READ));
    model.addAttribute("operates", caller != null && caller.may(Right.OPERATIONS_READ));
    model.addAttribute("path", request.getRequestURI());
    model.addAttribute("other", locale.getLanguage().equals("de") ? "en" : "de");
  }
}
