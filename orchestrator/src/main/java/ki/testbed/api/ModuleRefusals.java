package ki.testbed.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ki.testbed.access.AccessProblem;
import ki.testbed.evaluation.EvaluationProblem;
import ki.testbed.notification.StreamsFull;
import ki.testbed.protocol.Text;
import ki.testbed.rules.Blame;
import ki.testbed.submission.SubmissionProblem;
import ki.testbed.submission.UploadProblem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What other modules refuse, as problems: here each refusal gets its status. */
@RestControllerAdvice(basePackageClasses = ModuleRefusals.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ModuleRefusals {
  private final ProblemText text;

  ModuleRefusals(ProblemText text) {
    this.text = text;
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(EvaluationProblem problem, HttpServletRequest request) {
    return switch (problem.code()) {
      case NOT_FOUND -> plain(request, ProblemCode.NOT_FOUND);
      case SUBMISSION_NOT_ACCEPTED, PLAN_NOT_APPLICABLE, NO_NODE_LARGE_ENOUGH, ALREADY_FINISHED ->
          told(request, problem.code().name(), problem.text(), problem.nextStep());
    };
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(AccessProblem problem, HttpServletRequest request) {
    HttpStatus status =
        switch (problem.code()) {
          case LOGIN_THROTTLED, TOKEN_TOO_OFTEN -> HttpStatus.TOO_MANY_REQUESTS;
          case TOKEN_LIMIT -> HttpStatus.CONFLICT;
          case TOKEN_LIFETIME, TOKEN_SCOPE, TOKEN_NAME -> HttpStatus.BAD_REQUEST;
        };
    return answer(request, status, problem.code().name(), problem.retryAfter());
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(SubmissionProblem problem, HttpServletRequest request) {
    return switch (problem.code()) {
      case NOT_FOUND -> plain(request, ProblemCode.NOT_FOUND);
      case NOT_ACCEPTED ->
          answer(request, HttpStatus.CONFLICT, "SUBMISSION_NOT_ACCEPTED", Optional.empty());
      case MANIFEST_TOO_LONG ->
          answer(request, HttpStatus.CONTENT_TOO_LARGE, "MANIFEST_TOO_LONG", Optional.empty());
      case REGISTRY_NOT_LISTED ->
          answer(request, HttpStatus.BAD_REQUEST, problem.code().name(), Optional.empty());
      case TOO_OFTEN ->
          answer(
              request,
              HttpStatus.TOO_MANY_REQUESTS,
              "SUBMISSION_TOO_OFTEN",
              Optional.of(problem.retryAfter()));
    };
  }

  @ExceptionHandler
  ResponseEntity<Problem> refused(UploadProblem problem, HttpServletRequest request) {
    if (problem.code() == UploadProblem.Code.NOT_FOUND) {
      return plain(request, ProblemCode.NOT_FOUND);
    }
    HttpStatus status = status(problem.code());
    boolean later =
        status == HttpStatus.SERVICE_UNAVAILABLE
            || status == HttpStatus.TOO_MANY_REQUESTS
            || problem.code() == UploadProblem.Code.BUSY;
    String fact = problem.number().isPresent() ? Long.toString(problem.number().getAsLong()) : "";
    var answer =
        answer(
            request,
            status,
            problem.word(),
            later ? Optional.of(wait(problem)) : Optional.empty(),
            fact);
    if (problem.code() == UploadProblem.Code.OFFSET) {
      answer.getHeaders().set("Upload-Offset", fact);
    }
    return answer;
  }

  private static Duration wait(UploadProblem problem) {
    return problem.code() == UploadProblem.Code.TOO_OFTEN
        ? Duration.ofSeconds(problem.number().orElse(1))
        : Duration.ofSeconds(5);
  }

  private static HttpStatus status(UploadProblem.Code code) {
    return switch (code) {
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CLOSED, NOT_COMPLETE, OFFSET, BUSY, STORAGE_QUOTA -> HttpStatus.CONFLICT;
      case CHUNK_DIGEST, CHUNK_CUT, CHUNK_SIZE, EMPTY, MEDIA_TYPE -> HttpStatus.BAD_REQUEST;
      case CONTENT_DIGEST -> HttpStatus.UNPROCESSABLE_CONTENT;
      case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT;
      case TOO_MANY_OPEN, TOO_OFTEN -> HttpStatus.TOO_MANY_REQUESTS;
      case DISK_FULL -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }

  @ExceptionHandler
  ResponseEntity<Problem> full(StreamsFull full, HttpServletRequest request) {
    return answer(
        request,
        ProblemCode.STREAMS_FULL.status(),
        ProblemCode.STREAMS_FULL.name(),
        Optional.of(Duration.ofSeconds(30)));
  }

  private ResponseEntity<Problem> plain(HttpServletRequest request, ProblemCode code) {
    return answer(request, code.status(), code.name(), Optional.empty());
  }

  private ResponseEntity<Problem> answer(
      HttpServletRequest request,
      HttpStatus status,
      String code,
      Optional<Duration> retryAfter,
      Object... facts) {
    Blame blame = status.is5xxServerError() ? Blame.TESTBED : Blame.SUBMISSION;
    var headers = headers(request);
    retryAfter.ifPresent(
        wait -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds()))));
    return new ResponseEntity<>(
        text.of(request, code, status.value(), blame, List.of(), facts), headers, status);
  }

  /** A refusal that brings its own sentences. */
  private ResponseEntity<Problem> told(
      HttpServletRequest request, String code, Text detail, Text next) {
    Problem problem = text.told(request, code, HttpStatus.CONFLICT.value(), detail, next);
    return new ResponseEntity<>(problem, headers(request), HttpStatus.CONFLICT);
  }

  private static HttpHeaders headers(HttpServletRequest request) {
    var headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.set(HttpHeaders.CONTENT_LANGUAGE, ProblemText.language(request).toLanguageTag());
    return headers;
  }
}
