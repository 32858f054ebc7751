package ki.testbed.web;

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
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Who a session cookie speaks for, as that person's rights are now. */
class SessionFilter extends OncePerRequestFilter {
  private final Sessions sessions;
  private final Accounts accounts;

  SessionFilter(Sessions sessions, Accounts accounts) {
    this.sessions = sessions;
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Caller> caller = SessionCookie.read(request).flatMap(this::caller);
    caller.ifPresent(SessionFilter::enter);
    try (var _ = Acting.on(caller)) {
      chain.doFilter(request, response);
    }
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  /** The person behind a session's secret. */
  Optional<Caller> caller(String secret) {
    return sessions
        .find(secret)
        .flatMap(session -> accounts.refresh(session.account(), session.organisation()));
  }

  private static void enter(Caller caller) {
    SecurityContextHolder.setContext(
        new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(caller, "", List.of())));
  }
}
