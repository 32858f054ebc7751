package ki.testbed.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** What did not even reach a page: unknown addresses, refused requests. */
@Controller
class ErrorPage implements ErrorController {
  private final ProblemViews views;

  ErrorPage(ProblemViews views) {
    this.views = views;
  }

  @RequestMapping("/error")
  ModelAndView show(HttpServletRequest request, Locale locale) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    return views.of(known(status), code(status), request, locale);
  }

  private static int known(int status) {
    return status == 405 ? 404 : status;
  }

  private static String code(int status) {
    return switch (status) {
      case 403 -> "FORM_EXPIRED";
      case 404, 405 -> "NOT_FOUND";
      case 413 -> "BODY_TOO_LARGE";
      default -> status < 500 ? "REQUEST_REFUSED" : "INTERNAL";
    };
  }
}
