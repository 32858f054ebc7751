package ki.testbed.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import ki.testbed.access.Caller;
import ki.testbed.access.Right;
import ki.testbed.protocol.Text;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page of a problem. */
@Component
class ProblemViews {
  private final PhraseBook phrases;

  ProblemViews(PhraseBook phrases) {
    this.phrases = phrases;
  }

  /** With the words of the catalogue. */
  ModelAndView of(int status, String code, HttpServletRequest request, Locale locale) {
    Phrases words = phrases.in(locale);
    String gap = "";
    return view(
        status,
        code,
        words.of("problem." + code + ".detail", gap, gap),
        words.of("problem." + code + ".next", gap, gap),
        request,
        words);
  }

  /** With words of its own. */
  ModelAndView of(
      int status, String code, Text detail, Text next, HttpServletRequest request, Locale locale) {
    Phrases words = phrases.in(locale);
    return view(status, code, words.text(detail), words.text(next), request, words);
  }

  private static ModelAndView view(
      int status,
      String code,
      String detail,
      String next,
      HttpServletRequest request,
      Phrases words) {
    var view = new ModelAndView("problem", HttpStatus.valueOf(status));
    view.addObject("code", code);
    view.addObject("title", words.of("problem." + code + ".title"));
    view.addObject("detail", detail);
    view.addObject("nextStep", next);
    frame(view, request, words);
    return view;
  }

  /** Error pages come from outside any page, so they bring their frame. */
  private static void frame(ModelAndView view, HttpServletRequest request, Phrases words) {
    Caller caller =
        SecurityContextHolder.getContext().getAuthentication()
                    instanceof org.springframework.security.core.Authentication found
                && found.getPrincipal() instanceof Caller known
            ? known
            : null;
    view.addObject("p", words);
    view.addObject("person", caller == null ? "" : caller.name());
    view.addObject("submits", caller != null && caller.may(Right.SUBMISSION_READ));
    view.addObject("operates", caller != null && caller.may(Right.OPERATIONS_READ));
    view.addObject("path", request.getMethod().equals("GET") ? request.getRequestURI() : "/");
    view.addObject("other", words.language().equals("de") ? "en" : "de");
  }
}
