package ki.testbed.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import ki.testbed.access.AccessDenied;
import ki.testbed.access.AccessProblem;
import ki.testbed.evaluation.EvaluationProblem;
import ki.testbed.notification.StreamsFull;
import ki.testbed.review.ReviewProblem;
import ki.testbed.submission.SubmissionProblem;
import ki.testbed.submission.UploadProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Every error of a page as a page: what happened, who has to act, what to do next. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
class PageAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(PageAdvice.class);

  private final ProblemViews views;

  PageAdvice(ProblemViews views) {
    this.views = views;
  }

  @ExceptionHandler
  ModelAndView ours(PageProblem problem, HttpServletRequest request, Locale locale) {
    return views.of(problem.status(), problem.code(), request, locale);
  }

  @ExceptionHandler
  ModelAndView denied(AccessDenied denied, HttpServletRequest request, Locale locale) {
    return views.of(403, "RIGHT_MISSING", request, locale);
  }

  @ExceptionHandler
  ModelAndView refused(EvaluationProblem problem, HttpServletRequest request, Locale locale) {
    int status = problem.code() == EvaluationProblem.Code.NOT_FOUND ? 404 : 409;
    return views.of(
        status, problem.code().name(), problem.text(), problem.nextStep(), request, locale);
  }

  @ExceptionHandler
  ModelAndView refused(AccessProblem problem, HttpServletRequest request, Locale locale) {
    int status =
        switch (problem.code()) {
          case LOGIN_THROTTLED, TOKEN_TOO_OFTEN -> 429;
          case TOKEN_LIMIT, TOKEN_LIFETIME, TOKEN_SCOPE, TOKEN_NAME -> 400;
        };
    return views.of(status, problem.code().name(), request, locale);
  }

  @ExceptionHandler
  ModelAndView refused(SubmissionProblem problem, HttpServletRequest request, Locale locale) {
    return switch (problem.code()) {
      case NOT_FOUND -> views.of(404, "NOT_FOUND", request, locale);
      case NOT_ACCEPTED -> views.of(409, "SUBMISSION_NOT_ACCEPTED", request, locale);
      case MANIFEST_TOO_LONG -> views.of(413, "MANIFEST_TOO_LONG", request, locale);
      case REGISTRY_NOT_LISTED -> views.of(400, "REGISTRY_NOT_LISTED", request, locale);
      case TOO_OFTEN -> views.of(429, "SUBMISSION_TOO_OFTEN", request, locale);
    };
  }

  @ExceptionHandler
  ModelAndView refused(UploadProblem problem, HttpServletRequest request, Locale locale) {
    return switch (problem.code()) {
      case NOT_FOUND -> views.of(404, "NOT_FOUND", request, locale);
      case DISK_FULL -> views.of(503, problem.word(), request, locale);
      case TOO_OFTEN -> views.of(429, problem.word(), request, locale);
      case CLOSED, NOT_COMPLETE, OFFSET, BUSY, TOO_SLOW, CHUNK_CUT ->
          views.of(409, problem.word(), request, locale);
      case CHUNK_DIGEST,
          CHUNK_SIZE,
          CONTENT_DIGEST,
          TOO_LARGE,
          EMPTY,
          MEDIA_TYPE,
          TOO_MANY_OPEN,
          STORAGE_QUOTA ->
          views.of(400, problem.word(), request, locale);
    };
  }

  @ExceptionHandler
  ModelAndView refused(ReviewProblem problem, HttpServletRequest request, Locale locale) {
    int status =
        switch (problem.code()) {
          case NOT_FOUND -> 404;
          case STATEMENT_UNKNOWN_PART, STATEMENT_REASON_MISSING -> 400;
          case CONFLICT_OF_INTEREST, STATEMENT_NOT_TAKEN, QUALIFICATION_MISSING -> 403;
          case STATEMENT_NOT_IN_STATE,
              STATEMENT_INCOMPLETE,
              SIGNED_ALREADY,
              RISK_NOT_JUDGED,
              STATEMENT_CHANGED ->
              409;
        };
    return views.of(status, problem.code().name(), request, locale);
  }

  @ExceptionHandler
  ModelAndView full(StreamsFull full, HttpServletRequest request, Locale locale) {
    return views.of(503, "STREAMS_FULL", request, locale);
  }

  @ExceptionHandler
  ModelAndView mistyped(TypeMismatchException mistyped, HttpServletRequest request, Locale locale) {
    boolean inPath =
        mistyped instanceof MethodArgumentTypeMismatchException argument
            && argument
                .getParameter()
                .hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class);
    return inPath
        ? views.of(404, "NOT_FOUND", request, locale)
        : views.of(400, "REQUEST_REFUSED", request, locale);
  }

  @ExceptionHandler
  ModelAndView missing(
      MissingRequestValueException missing, HttpServletRequest request, Locale locale) {
    return views.of(400, "REQUEST_REFUSED", request, locale);
  }

  /** The database is away or too busy: nothing was changed, trying again helps. */
  @ExceptionHandler({
    NonTransientDataAccessResourceException.class,
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    TransactionException.class
  })
  ModelAndView away(RuntimeException away, HttpServletRequest request, Locale locale) {
    LOG.warn(
        "The database did not answer; the reader was asked to try again: {}", away.getMessage());
    return views.of(503, "DATABASE_AWAY", request, locale);
  }

  /** A defect of ours, at the border of the service: logged, told without its inside. */
  @ExceptionHandler
  ModelAndView defect(RuntimeException defect, HttpServletRequest request, Locale locale) {
    LOG.error(
        "A defect on {}; the reader got an internal problem", request.getRequestURI(), defect);
    return views.of(500, "INTERNAL", request, locale);
  }
}
