package ki.testbed.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Outermost filter of the API: what happens before or beside a controller still ends as a problem.
 */
class ApiBoundary extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(ApiBoundary.class);

  private final ProblemWriter problems;

  ApiBoundary(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, new Wrapped(request, response));
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "Request {}: the database did not answer; the caller was asked to try again: {}",
          RequestId.of(request),
          e.getMessage());
      problems.write(request, response, ProblemCode.DATABASE_AWAY);
    } catch (RuntimeException e) {
      LOG.error(
          "Request {}: a defect; the caller got an internal problem", RequestId.of(request), e);
      problems.write(request, response, ProblemCode.INTERNAL);
    }
  }

  /** Answers an error status with a problem instead of the container's page. */
  private final class Wrapped extends HttpServletResponseWrapper {
    private final HttpServletRequest request;

    Wrapped(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
      problems.write(request, (HttpServletResponse) getResponse(), meaning(status));
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }
  }

  private static ProblemCode meaning(int status) {
    return switch (status) {
      case 401 -> ProblemCode.NOT_AUTHENTICATED;
      case 403, 404, 405 -> ProblemCode.NOT_FOUND;
      case 406 -> ProblemCode.NOT_ACCEPTABLE;
      case 413 -> ProblemCode.BODY_TOO_LARGE;
      case 415 -> ProblemCode.MEDIA_TYPE_UNSUPPORTED;
      default -> status < 500 ? ProblemCode.REQUEST_REFUSED : ProblemCode.INTERNAL;
    };
  }
}
