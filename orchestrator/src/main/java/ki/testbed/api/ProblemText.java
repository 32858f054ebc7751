package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import ki.testbed.protocol.Finding;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Blame;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Puts a problem into the caller's language. */
@Component
class ProblemText {
  private final MessageSource words;

  ProblemText(MessageSource words) {
    this.words = words;
  }

  /** One of ours. */
  Problem of(
      HttpServletRequest request, ProblemCode code, List<Finding> findings, Object... facts) {
    return of(request, code.name(), code.status().value(), code.blame(), findings, facts);
  }

  /** Any code that the catalogue has words for. */
  Problem of(
      HttpServletRequest request,
      String code,
      int status,
      Blame blame,
      List<Finding> findings,
      Object... facts) {
    Locale locale = language(request);
    return new Problem(
        "/problems/" + code,
        words.getMessage("problem." + code + ".title", facts, locale),
        status,
        words.getMessage("problem." + code + ".detail", facts, locale),
        request.getRequestURI(),
        code,
        blame,
        words.getMessage("problem." + code + ".next", facts, locale),
        RequestId.of(request),
        findings);
  }

  /** A refusal that brings its own sentences. */
  Problem told(HttpServletRequest request, String code, int status, Text detail, Text next) {
    Locale locale = language(request);
    return new Problem(
        "/problems/" + code,
        words.getMessage("problem." + code + ".title", null, locale),
        status,
        pick(detail, locale),
        request.getRequestURI(),
        code,
        Blame.SUBMISSION,
        pick(next, locale),
        RequestId.of(request),
        List.of());
  }

  private static String pick(Text text, Locale locale) {
    return locale.getLanguage().equals("de") ? text.de() : text.en();
  }

  /** German where the caller prefers it, else English. */
  static Locale language(HttpServletRequest request) {
    String wanted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    if (wanted == null || wanted.length() > 200) {
      return Locale.ENGLISH;
    }
    try {
      Locale found =
          Locale.lookup(Locale.LanguageRange.parse(wanted), List.of(Locale.GERMAN, Locale.ENGLISH));
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException _) {
      return Locale.ENGLISH;
    }
  }
}
