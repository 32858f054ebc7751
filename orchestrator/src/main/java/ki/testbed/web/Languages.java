package ki.testbed.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;

/**
 * German or English: what was chosen with {@code ?lang=}, else what the browser prefers, else
 * English.
 */
class Languages implements LocaleResolver, HandlerInterceptor {
  private static final String COOKIE = "testbed-lang";
  private static final List<Locale> KNOWN = List.of(Locale.GERMAN, Locale.ENGLISH);

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    return known(request.getParameter("lang"))
        .or(() -> cookie(request))
        .orElseGet(() -> preferred(request));
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    if (response != null && locale != null) {
      known(locale.getLanguage()).ifPresent(chosen -> remember(request, response, chosen));
    }
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    known(request.getParameter("lang")).ifPresent(locale -> remember(request, response, locale));
    return true;
  }

  private static void remember(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, locale.getLanguage())
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(Duration.ofDays(365))
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private static Optional<Locale> cookie(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).stream()
        .flatMap(Arrays::stream)
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst()
        .flatMap(Languages::known);
  }

  private static Optional<Locale> known(@Nullable String language) {
    return KNOWN.stream().filter(locale -> locale.getLanguage().equals(language)).findFirst();
  }

  private static Locale preferred(HttpServletRequest request) {
    return java.util.Collections.list(request.getLocales()).stream()
        .flatMap(locale -> known(locale.getLanguage()).stream())
        .findFirst()
        .orElse(Locale.ENGLISH);
  }
}
