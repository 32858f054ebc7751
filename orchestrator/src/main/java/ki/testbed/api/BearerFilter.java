package ki.testbed.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.Accounts;
import ki.testbed.access.Acting;
import ki.testbed.access.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who a bearer token speaks for; cookies are not looked at. */
class BearerFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 200;

  private final Accounts accounts;

  BearerFilter(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = token(request).flatMap(accounts::byToken);
    caller.ifPresent(BearerFilter::enter);
    try (var _ = Acting.on(caller)) {
      chain.doFilter(request, response);
    }
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  /** The token of a request. */
  static Optional<String> token(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(header ->
            header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) && header.length() <= LONGEST)
        .map(header -> header.substring(SCHEME.length()).strip());
  }

  private static void enter(Caller caller) {
    var authentication = new PreAuthenticatedAuthenticationToken(caller, "", List.of());
    SecurityContextHolder.setContext(new SecurityContextImpl(authentication));
  }
}
