package ki.testbed.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import ki.testbed.access.Accounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The pages' chain: session cookie, CSRF token in every form, nothing inline, deny what is not
 * listed.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
  /** Everything from here, nothing inline. */
  static final String POLICY =
      "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " font-src 'self'; form-action 'self'";

  private static final String NOTHING =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  @Bean
  SessionFilter sessionFilter(Sessions sessions, Accounts accounts) {
    return new SessionFilter(sessions, accounts);
  }

  /** Used inside the chain only, not for every request of the container. */
  @Bean
  org.springframework.boot.web.servlet.FilterRegistrationBean<SessionFilter>
      sessionFilterStaysInTheChain(SessionFilter filter) {
    var registration = new org.springframework.boot.web.servlet.FilterRegistrationBean<>(filter);
    registration.setEnabled(false);
    return registration;
  }

  @Bean
  @Order(20)
  SecurityFilterChain pageChain(HttpSecurity http, SessionFilter sessions) {
    return http.formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .anonymous(AbstractHttpConfigurer::disable)
        .sessionManagement(
            management -> management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
        .headers(PageSecurity::headers)
        .authorizeHttpRequests(requests -> {
          requests
              .dispatcherTypeMatchers(
                  DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
              .permitAll();
          PageRules.ALL.forEach(rule -> {
            var matched = requests.requestMatchers(rule.method(), rule.pattern());
            var _ = rule.open() ? matched.permitAll() : matched.authenticated();
          });
          requests.anyRequest().denyAll();
        })
        .exceptionHandling(errors ->
            errors
                .authenticationEntryPoint((request, response, _) -> signIn(request, response))
                .accessDeniedHandler((_, response, denied) ->
                    response.sendError(
                        denied instanceof org.springframework.security.web.csrf.CsrfException
                            ? 403
                            : 404)))
        .addFilterBefore(sessions, AuthorizationFilter.class)
        .build();
  }

  private static CookieCsrfTokenRepository csrfCookie() {
    var cookie = new CookieCsrfTokenRepository();
    cookie.setCookieName("testbed-csrf");
    cookie.setCookiePath("/");
    cookie.setCookieCustomizer(builder -> builder.sameSite("Lax").httpOnly(true));
    return cookie;
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(policy -> policy.policy(NOTHING));
  }

  /** Sends people to the sign-in page, and a fragment's page with it. */
  private static void signIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean fragment = request.getHeader("HX-Request") != null;
    String next =
        request.getMethod().equals("GET") && !fragment ? request.getRequestURI() : "/submissions";
    String login = "/login?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    if (fragment) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("HX-Redirect", login);
    } else {
      response.sendRedirect(login);
    }
  }
}
