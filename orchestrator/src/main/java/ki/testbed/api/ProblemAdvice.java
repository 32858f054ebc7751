package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import ki.testbed.access.AccessDenied;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every error that a controller of the API meets, as a problem. */
@RestControllerAdvice(basePackageClasses = ProblemAdvice.class)
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final int SHOWN = 60;

  private final ProblemText text;

  ProblemAdvice(ProblemText text) {
    this.text = text;
  }

  @ExceptionHandler
  ResponseEntity<Problem> ours(ApiProblem problem, HttpServletRequest request) {
    return answer(request, problem);
  }

  @ExceptionHandler
  ResponseEntity<Problem> denied(AccessDenied denied, HttpServletRequest request) {
    return answer(request, new ApiProblem(ProblemCode.SCOPE_MISSING, denied.right().scope()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(
      HttpMessageNotReadableException unreadable, HttpServletRequest request) {
    return switch (unreadable.getMostSpecificCause()) {
      case ApiProblem problem -> answer(request, problem);
      case UnrecognizedPropertyException unknown ->
          answer(
              request, new ApiProblem(ProblemCode.FIELD_UNKNOWN, shown(unknown.getPropertyName())));
      // open set: causes of the JSON library
      default -> answer(request, new ApiProblem(ProblemCode.BODY_UNREADABLE));
    };
  }

  /** A path that cannot name anything answers like one that names nothing. */
  @ExceptionHandler
  ResponseEntity<Problem> mistyped(TypeMismatchException mistyped, HttpServletRequest request) {
    boolean inPath =
        mistyped instanceof MethodArgumentTypeMismatchException argument
            && argument
                .getParameter()
                .hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class);
    return answer(
        request,
        inPath
            ? new ApiProblem(ProblemCode.NOT_FOUND)
            : new ApiProblem(ProblemCode.FIELD_INVALID, name(mistyped)));
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(
      MissingServletRequestParameterException missing, HttpServletRequest request) {
    return answer(request, new ApiProblem(ProblemCode.FIELD_INVALID, missing.getParameterName()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(
      MissingRequestHeaderException missing, HttpServletRequest request) {
    return answer(request, new ApiProblem(ProblemCode.HEADER_MISSING, missing.getHeaderName()));
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalid(
      MethodArgumentNotValidException invalid, HttpServletRequest request) {
    String field =
        invalid.getFieldErrors().isEmpty() ? "" : invalid.getFieldErrors().getFirst().getField();
    return answer(request, new ApiProblem(ProblemCode.FIELD_INVALID, field));
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalid(
      HandlerMethodValidationException invalid, HttpServletRequest request) {
    String parameter =
        invalid.getParameterValidationResults().getFirst().getMethodParameter().getParameterName();
    return answer(request, new ApiProblem(ProblemCode.FIELD_INVALID, String.valueOf(parameter)));
  }

  @ExceptionHandler
  ResponseEntity<Problem> unsupported(
      HttpMediaTypeNotSupportedException unsupported, HttpServletRequest request) {
    return answer(request, new ApiProblem(ProblemCode.MEDIA_TYPE_UNSUPPORTED));
  }

  @ExceptionHandler
  ResponseEntity<Problem> unacceptable(
      HttpMediaTypeNotAcceptableException unacceptable, HttpServletRequest request) {
    return answer(request, new ApiProblem(ProblemCode.NOT_ACCEPTABLE));
  }

  /** The database is away or too busy: nothing was changed, trying again helps. */
  @ExceptionHandler({
    NonTransientDataAccessResourceException.class,
    TransientDataAccessException.class,
    RecoverableDataAccessException.class,
    TransactionException.class
  })
  ResponseEntity<Problem> away(RuntimeException away, HttpServletRequest request) {
    LOG.warn(
        "Request {}: the database did not answer; the caller was asked to try again: {}",
        RequestId.of(request),
        away.getMessage());
    return answer(
        request, new ApiProblem(ProblemCode.DATABASE_AWAY).with(HttpHeaders.RETRY_AFTER, "5"));
  }

  /**
   * A defect of ours, at the border of the service: logged with its id, told without its inside.
   */
  @ExceptionHandler
  ResponseEntity<Problem> defect(RuntimeException defect, HttpServletRequest request) {
    LOG.error(
        "Request {}: a defect; the caller got an internal problem", RequestId.of(request), defect);
    return answer(request, new ApiProblem(ProblemCode.INTERNAL));
  }

  private ResponseEntity<Problem> answer(HttpServletRequest request, ApiProblem problem) {
    return ResponseEntity.status(problem.code().status())
        .headers(problem.headers())
        .header(HttpHeaders.CONTENT_LANGUAGE, ProblemText.language(request).toLanguageTag())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(text.of(request, problem.code(), List.copyOf(problem.findings()), problem.facts()));
  }

  private static String name(TypeMismatchException mistyped) {
    String name =
        mistyped instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : mistyped.getPropertyName();
    return name == null ? "" : name;
  }

  /** The caller's own word, cut and without control characters. */
  private static String shown(String word) {
    String clean = word.replaceAll("\\p{C}", "?");
    return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN);
  }
}
